"""New companies, people and opportunities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from hederssak.demo import words
from hederssak.demo.company_names import city, company_names, domain, org_number
from hederssak.demo.person_names import email, person_name, phone, title
from hederssak.demo.reps import Rep
from hederssak.demo.story import Company, Fate, Opened, Person, Proved, Seated
from hederssak.demo.touches import write_step
from hederssak.demo.workdays import office_hours
from hederssak.demo.world import Deal, World, after, line_of, rounded, stage_work

COMPANIES_A_REP = 30
CUSTOMERS = 0.4
FATES = {Fate.BUYS: 25, Fate.BUYS_ELSEWHERE: 18, Fate.FALLS_SILENT: 24, Fate.NOT_A_FIT: 33}
TENDERS = 0.06
PARTS = ("decides", "influences", "uses")


def found_companies(world: World, reps: Iterable[Rep]) -> None:
    """Give each rep their companies, with a handful of people each."""
    names = {country: company_names(world.rng, country) for country in ("SE", "FI")}
    for rep in reps:
        world.deals[rep.key] = []
        world.companies[rep.key] = []
        for _ in range(COMPANIES_A_REP):
            country = "FI" if world.chance(rep.finnish) else "SE"
            company = _company(world, rep, country, *next(names[country]))
            world.companies[rep.key].append(company)
            world.story.companies.append(company)
            world.people[company.name] = _people(world, company)
            world.story.people += world.people[company.name].values()


def open_lead(world: World, rep: Rep, day: dt.date) -> Deal:
    """Let a rep write down a new opportunity, with a first step."""
    at = office_hours(world.rng, day)
    deal = _deal(world, rep, day)
    _tell_opened(world, deal, at, stage_since=None)
    if world.chance(rep.habit.leaves_step):
        write_step(world, deal, at, was_done=False)
    return deal


def bring_old(world: World, rep: Rep, day: dt.date) -> Deal:
    """Bring in an opportunity that was open in the system of before, somewhere on its way."""
    opened_on = day - dt.timedelta(days=world.rng.randint(3, 110))
    deal = _deal(world, rep, opened_on)
    deal.stage = world.pick((0, 0, 1, 1, 2, 3))
    deal.ends_in = max(deal.ends_in, deal.stage)
    if deal.fate is Fate.NOT_A_FIT and deal.stage:
        deal.fate = Fate.FALLS_SILENT
    at = office_hours(world.rng, day)
    since = opened_on + (day - opened_on) // 2
    deal.close = world.likely_close(deal, day)
    deal.stated = deal.true_amount
    _tell_opened(world, deal, at, stage_since=since)
    for number, (stage, _, _) in enumerate(words.CRITERIA):
        if stage < deal.stage and (deal.qualifies or number == 0):
            deal.met.add(number)
            world.tell(Proved(at=after(at, 1), rep=rep.key, deal=deal.key, criterion=number, text=words.OLD_SYSTEM))
    if deal.stage > 1 and deal.meets_decider:
        deal.decider_met = True
        deal.seated.add("decides")
        world.tell(Seated(at=after(at, 2), rep=rep.key, deal=deal.key, person=deal.people["decides"], met=True))
    write_step(world, deal, after(at, 3), was_done=False)
    return deal


def _deal(world: World, rep: Rep, day: dt.date) -> Deal:
    rng = world.rng
    company = world.pick(world.companies[rep.key])
    fate = rng.choices(list(FATES), list(FATES.values()))[0]
    line = line_of(rng)
    is_tender = company.employees > 300 and world.chance(TENDERS * 3)
    qualifies = world.chance(rep.habit.qualifies)
    if fate is Fate.NOT_A_FIT and not qualifies:
        fate = Fate.FALLS_SILENT  # nobody asked, so nobody found out
    world.opened += 1
    deal = Deal(
        key=f"{day:%y}-{world.opened:04d}",
        rep=rep,
        company=company,
        people=world.people[company.name],
        line=line,
        fate=fate,
        ends_in=_ends_in(world, fate),
        true_amount=max(20_000, rounded(rng.lognormvariate(0, 0.5) * words.MEDIANS[line])),
        margin_rate=rng.uniform(*words.MARGINS[line]),
        is_tender=is_tender,
        qualifies=qualifies,
        meets_decider=world.chance(rep.habit.meets_decider) and not is_tender,
        opened_on=day,
        work=stage_work(rng, 0),
    )
    if world.chance(0.85):
        deal.stated = deal.true_amount
    if world.chance(0.9):
        deal.close = world.likely_close(deal, day, rep.habit.optimism)
    world.deals[rep.key].append(deal)
    return deal


def _ends_in(world: World, fate: Fate) -> int:
    if fate is Fate.NOT_A_FIT:
        return 0
    if fate is Fate.FALLS_SILENT:
        return world.pick((0, 1, 1, 2, 2))
    return world.pick((2, 2, 3)) if fate is Fate.BUYS_ELSEWHERE else 3


def _tell_opened(world: World, deal: Deal, at: dt.datetime, *, stage_since: dt.date | None) -> None:
    name = world.pick(words.LINES[deal.line])
    is_large = deal.true_amount > 2 * words.MEDIANS[deal.line]
    world.tell(
        Opened(
            at=at,
            rep=deal.rep.key,
            deal=deal.key,
            name=name,
            company=deal.company,
            product=name,
            line=deal.line,
            source="Upphandling" if deal.is_tender else world.pick(words.SOURCES[:-1]),
            opened_on=deal.opened_on,
            stage=deal.stage,
            close_date=deal.close,
            amount=None if deal.stated is None else Decimal(deal.stated),
            margin=None if deal.stated is None else deal.margin(deal.stated),
            is_tender=deal.is_tender,
            basis=world.pick(words.BASIS).format(number=world.rng.randint(2000, 9000)) if is_large else "",
            stage_since=stage_since,
        )
    )


def _company(world: World, rep: Rep, country: str, name: str, industry: str) -> Company:
    rng = world.rng
    employees = max(8, round(rng.lognormvariate(4.2, 0.9)))
    return Company(
        name=name,
        country=country,
        city=city(rng, country),
        industry=industry,
        org_number=org_number(len(world.story.companies), country),
        domain=domain(name),
        employees=employees,
        revenue=rounded(employees * rng.uniform(1_400_000, 3_200_000), 100_000),
        rep=rep.key,
        is_customer=world.chance(CUSTOMERS),
    )


def _people(world: World, company: Company) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for part in PARTS:
        name = person_name(world.rng, company.country)
        while any(person.name == name for person in people.values()):
            name = person_name(world.rng, company.country)
        people[part] = Person(
            company=company.name,
            name=name,
            title=title(world.rng, company.country, part),
            part=part,
            email=email(name, company.domain),
            mobile=phone(world.rng, company.country),
        )
    return people
