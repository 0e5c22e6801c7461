"""The people of Ekarboda: at least one for every role. All names are invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

PASSWORD = "Ekarboda-2026-demo"
EMAIL_DOMAIN = "ekarboda.example"

ROLES = (
    "manager", "deputy", "controller", "hr", "executive", "elected_official",
    "control_coordinator", "safety_representative", "auditor", "administrator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a unit and everything below it; open dates mean until further notice."""

    role: str
    unit: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One user of the demo."""

    username: str
    name: str
    title: str
    grants: tuple[Grant, ...]

    @property
    def email(self) -> str:
        """The invented address of the person."""
        return f"{self.username}@{EMAIL_DOMAIN}"


# username | name | title | role@unit[@from[@to]] ...
_PEOPLE = """
annika.ferm|Annika Ferm|Kommundirektör|executive@EKA manager@KLF
johan.stalhandske|Johan Stålhandske|Ekonomichef|executive@EKA manager@FIN manager@120
petra.dahlgard|Petra Dahlgård|Budgetchef|controller@EKA manager@121
nils.ekvik|Nils Ekvik|Ekonom vård och omsorg|controller@VON
lena.tornstig|Lena Törnstig|Ekonom barn och utbildning|controller@BUN
goran.sjolid|Göran Sjölid|HR-chef|hr@EKA manager@122
maria.almvret|Maria Almvret|HR-strateg vård och omsorg|hr@VON
eva.rosenholt|Eva Rosenholt|Förvaltningschef barn och utbildning|manager@BUF
anders.kvarnlid|Anders Kvarnlid|Förvaltningschef vård och omsorg|manager@VOF
ulrika.nabb|Ulrika Nabb|Förvaltningschef socialförvaltningen|manager@SOF
tomas.brohage|Tomas Brohage|Förvaltningschef samhällsbyggnad|manager@SBF
kerstin.vallmark|Kerstin Vallmark|Förvaltningschef kultur och fritid|manager@KFF
sara.lindhage|Sara Lindhage|Rektor Björkdalens skola|manager@431
mats.ohrvik|Mats Öhrvik|Rektor Ekbackens skola|manager@432
karin.skogsby|Karin Skogsby|Rektor Kvarnskolan och Strandskolan|manager@434 manager@444
helena.grimstrand|Helena Grimstrand|Verksamhetschef grundskola|manager@430 manager@440
jonas.hallvik|Jonas Hallvik|Gymnasiechef|manager@450
camilla.alsund|Camilla Alsund|Verksamhetschef förskola|manager@410 manager@420
fatima.norrlid|Fatima Norrlid|Enhetschef Hemtjänst Norr|manager@611
peter.askdal|Peter Askdal|Enhetschef Hemtjänst Söder och Centrum|manager@612 manager@613
birgitta.holmvret|Birgitta Holmvret|Enhetschef Ekgården|manager@621
amir.sandvad|Amir Sandvad|Enhetschef gruppbostäder|manager@641 manager@642
linda.starrbo|Linda Starrbo|Områdeschef hemtjänst|manager@610
oskar.fridhem|Oskar Fridhem|Enhetschef placeringar barn och unga|manager@513
monika.lerdal|Monika Lerdal|Fastighetschef|manager@710
stefan.vikbro|Stefan Vikbro|Gatuchef|manager@730
ingrid.bjornas|Ingrid Björnås|Måltidschef|manager@720
david.rosnas|David Rosnäs|It-chef|manager@130
elin.hagvik|Elin Hagvik|Bibliotekschef|manager@310
rebecka.tallvret|Rebecka Tallvret|Biträdande rektor|deputy@431@2026-08-10@2027-01-31
jesper.mossvik|Jesper Mossvik|Ställföreträdande enhetschef|deputy@611@2026-06-15@2026-12-31
marianne.ekhammar|Marianne Ekhammar|Kommunstyrelsens ordförande|elected_official@KS
bengt.sundhage|Bengt Sundhage|Oppositionsråd|elected_official@KS
yvonne.rydvall|Yvonne Rydvall|Ordförande barn- och utbildningsnämnden|elected_official@BUN
lars.grenfalk|Lars Grenfalk|Ordförande vård- och omsorgsnämnden|elected_official@VON
anna.stigbro|Anna Stigbro|Internkontrollsamordnare|control_coordinator@EKA
roger.dalvad|Roger Dalvad|Skyddsombud förskola och skola|safety_representative@430 safety_representative@440
susanne.hedvik|Susanne Hedvik|Skyddsombud hemtjänst|safety_representative@610
gunilla.tornbro|Gunilla Törnbro|Förtroendevald revisor|auditor@EKA@2023-01-01@2026-12-31
erik.lundvad|Erik Lundvad|Systemadministratör|administrator@EKA
"""


def _grant(text: str) -> Grant:
    role, unit, *dates = text.split("@")
    day = [date.fromisoformat(value) for value in dates]
    return Grant(role, unit, day[0] if day else None, day[1] if len(day) > 1 else None)


@cache
def people() -> tuple[Person, ...]:
    """Return everybody, in the order of the municipality."""
    rows = (line.split("|") for line in _PEOPLE.strip().splitlines())
    return tuple(
        Person(username, name, title, tuple(_grant(text) for text in grants.split()))
        for username, name, title, grants in rows
    )
