from django.urls import URLPattern, path

from hederssak.prospecting.views import blocks, board, own, promises, replacements, rules, swaps

app_name = "prospecting"
urlpatterns: list[URLPattern] = [
    path("", blocks.mine, name="mine"),
    path("assumptions/", promises.assume, name="assume"),
    path("blocks/<uuid:pk>/", blocks.block, name="block"),
    path("blocks/<uuid:pk>/excuse/", blocks.excuse, name="excuse"),
    path("blocks/<uuid:pk>/excuse/undo/", blocks.undo_excuse, name="undo_excuse"),
    path("blocks/<uuid:pk>/here/", blocks.here, name="here"),
    path("blocks/<uuid:pk>/move/", replacements.move, name="move"),
    path("blocks/<uuid:pk>/preparation/", blocks.preparation, name="preparation"),
    path("blocks/<uuid:pk>/swap/", swaps.swap, name="swap"),
    path("board/", board.board, name="board"),
    path("duties/<uuid:pk>/back/", board.duty_back, name="duty_back"),
    path("duties/<uuid:pk>/done/", board.duty_done, name="duty_done"),
    path("keeping/", own.own, name="keeping"),
    path("owed/", replacements.owed, name="owed"),
    path("people/<uuid:member_id>/keeping/", own.person, name="keeping_of"),
    path("people/<uuid:pk>/", blocks.person, name="person"),
    path("promise/", promises.promise, name="promise"),
    path("promises/<uuid:pk>/restart/", promises.restart, name="restart"),
    path("promises/<uuid:pk>/sign/", promises.sign, name="sign"),
    path("reasons/", rules.reasons, name="reasons"),
    path("reasons/<uuid:pk>/retire/", rules.retire, name="retire_reason"),
    path("rules/<uuid:pk>/", rules.rule, name="rule"),
    path("rules/<uuid:pk>/end/", rules.end, name="end_rule"),
    path("swaps/<uuid:pk>/", swaps.receipt, name="receipt"),
    path("swaps/<uuid:pk>/undo/", swaps.undo, name="undo_swap"),
    path("teams/<uuid:pk>/", rules.team, name="team"),
    path("teams/<uuid:team_id>/along/", board.along, name="along"),
    path("teams/<uuid:team_id>/promise/", promises.write, name="write_promise"),
]
