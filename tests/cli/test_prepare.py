"""`hederssak prepare` leaves a database alone that another version has been at."""

from tests.installation import Installation

LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('prospecting', '0099_later', '2030-01-01')"


def test_a_database_of_another_version_is_refused_with_what_to_do(installation: Installation) -> None:
    installation.write(LATER)
    said = installation.command("prepare", code=2).stderr
    assert "prospecting 0099_later" in said
    assert "HEDERSSAK_DATA_DIR" in said


def test_one_that_is_up_to_date_is_left_as_it_is(installation: Installation) -> None:
    assert "steps" not in installation.command("prepare", "--database-only").stdout
