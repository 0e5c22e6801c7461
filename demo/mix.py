"""How each programme's cost and revenue of 2025 divides into groups, mnkr.

Groups, external: R35S Skolverket, R35C Socialstyrelsen, R35M Migrationsverket, R35F
Försäkringskassan, R35O other grants, R31 fees, R36 sold services, R34 rents, R30 sales, R37
exploitation, R39 other; K46 purchased operations, B45 transfers, H60 external rent, F61 property
and energy, M64 material, I68 it, T69 transport, S74 services, O other, D79 depreciation.
Internal: IH rent, IM meals, IS cleaning, II it, IF vehicles, IR interest, SP skolpeng; the same
with R at the end is the seller's revenue, SPC is the side that pays skolpeng. P, personnel, is
what remains when the programme's net cost is given, so every table holds by construction.

Two choices: kulturskolan's 4 mnkr lies under BUN (net cost by verksamhet) although the staff table
counts its teachers in KFF; common administration of a nämnd is counted in its largest programme.
"""

from demo.facts import NET_COST_2025

REVENUE_GROUPS = (
    "R35S", "R35C", "R35M", "R35F", "R35O", "R31", "R36", "R34", "R30", "R37", "R39",
)  # fmt: skip
COST_GROUPS = ("P", "K46", "B45", "H60", "F61", "M64", "I68", "T69", "S74", "O")
INTERNAL_COST_GROUPS = ("IH", "IM", "IS", "II", "IF", "IR", "SPC")
INTERNAL_REVENUE_GROUPS = ("IHR", "IMR", "ISR", "IIR", "IFR", "IRR", "SP")

_MIX = """
BUN R35S fsk 8 fri 4 gru 30 gym 4 vux 6
BUN R35M gru 3 vux 3
BUN R35O gru 2 gym 1
BUN R31 fsk 15.5 fri 5 kul .5
BUN R36 fsk 2 gru 7 anp 1 gym 18
BUN R34 gru 1
BUN R30 gru 1.5 gym 1.5
BUN R39 fsk 1 gru 2 gym .5 vux .5
BUN K46 fsk 21 fri 3 gru 37 anp 4 gym 66 vux 5
BUN B45 gym 2
BUN H60 gru 3 gym 2 vux 1
BUN M64 fsk 5 fri 1 gru 14 anp .7 gym 4.5 vux .6 kul .2
BUN I68 fsk 1.5 fri .3 gru 5 anp .3 gym 1.5 vux .3 kul .1
BUN T69 fsk .3 fri .4 gru 15 anp 3.5 gym 4.5 vux .2 kul .1
BUN S74 fsk 1.5 fri .2 gru 4 anp .3 gym 1.2 vux .7 kul .1
BUN O fsk 1 fri .1 gru 2.4 anp .2 gym 1 vux .2 kul .1
BUN D79 fsk 1 gru 3.5 anp .2 gym 1.2 kul .1
BUN IH fsk 36 fri 5 gru 62 anp 4 gym 21 vux 3 kul 1
BUN IM fsk 14 fri 1 gru 35 anp 2 gym 8
BUN IS fsk 8 fri 1 gru 16 anp .8 gym 4.5 vux .5 kul .2
BUN II fsk 2 fri .4 gru 6.5 anp .4 gym 2.2 vux .4 kul .1
BUN SP fsk 158 fri 36 gru 305 anp 28 gym 73
BUN SPC fsk 158 fri 36 gru 305 anp 28 gym 73
VON R35C ald 22 lss 2
VON R35F lss 34
VON R35O ald 2
VON R31 ald 14 lss 1
VON R34 ald 19 lss 3
VON R36 ald 1.5 lss 2.5
VON R39 ald .6 lss .4
VON K46 ald 44 lss 40
VON B45 lss 8
VON H60 ald 8 lss 6
VON M64 ald 15 lss 5
VON I68 ald 4 lss 2
VON T69 ald 3.5 lss 2.5
VON S74 ald 7 lss 2
VON O ald 3.5 lss 1.5
VON D79 ald 2.5 lss .5
VON IH ald 34 lss 10
VON IM ald 17 lss 1
VON IS ald 4 lss 1
VON II ald 7 lss 3
VON IF ald 5 lss 1
SON R35M arb 14 bou 4
SON R35C bou 3 vxn 3
SON R35O arb 8
SON R36 arb 3 bou 4 vxn 3
SON R34 arb 1.5 vxn 1.5
SON R39 ekb 1
SON K46 bou 41 vxn 13 arb 5 fam 1
SON B45 ekb 24 arb 2
SON H60 arb 4.5 vxn 2.5 bou 1
SON M64 bou .6 vxn .2 ekb .2 fam .3 arb .7
SON I68 bou .6 vxn .3 ekb .4 fam .4 arb .3
SON T69 bou .8 vxn .3 ekb .1 fam .2 arb .6
SON S74 bou 1 vxn .6 ekb .6 fam 1 arb .8
SON O bou .5 vxn .2 ekb .3 fam .5 arb .5
SON IH bou 1 vxn .6 ekb .6 fam .6 arb 1.2
SON II bou .9 vxn .4 ekb .6 fam .5 arb .6
SON IF bou .5 vxn .1 ekb .1 fam .1 arb .2
KFN R35O ktr 1
KFN R30 frt 4.5 ktr .5
KFN R34 frt 5
KFN R39 ktr .5 frt .5
KFN B45 ktr 3 frt 9
KFN H60 ktr 1 frt 3
KFN K46 ktr 1 frt 2
KFN M64 ktr 4 frt 2
KFN I68 ktr 1.2 frt .8
KFN S74 ktr 2 frt 2
KFN T69 ktr .3 frt .7
KFN O ktr 1.5 frt 2.5
KFN D79 ktr .5 frt 2.5
KFN IH ktr 5.5 frt 15.5
KFN IS ktr 1 frt 2
KFN II ktr .6 frt .4
SBN R31 va 66 avf 34 pbm 10
SBN R34 fas 29 gat 1
SBN R36 gat 2 kos 2
SBN R30 kos 6 gat 2 avf 1 va 1 fas 1
SBN R37 pbm 5 fas 7
SBN R39 led 1
SBN IHR fas 214
SBN ISR fas 42
SBN IMR kos 78
SBN IFR gat 8
SBN K46 avf 18 va 1 gat 1
SBN B45 gat 5 pbm 1
SBN H60 fas 42
SBN F61 fas 79 va 12 gat 6 avf 1
SBN M64 kos 41 fas 5 va 5 gat 5 avf 1 pbm .5 led .5
SBN I68 led 1.5 fas 1.5 pbm 1 va .8 gat .6 kos .4 avf .2
SBN T69 gat 10 avf 8 fas 6.5 va 3 kos 2 pbm .7 led .8
SBN S74 fas 29 gat 10 va 12 pbm 10 avf 2.5 led 2 kos .5
SBN O fas 4 gat 2.5 va 2 avf 1 kos .8 pbm .7 led 1
SBN D79 fas 60 gat 12 va 12.5 avf 1.2 kos .2 led .1
SBN IH led 1 gat 1.5 va .5 pbm 1 avf .5 kos .5
SBN II led 1 fas 1.2 gat .8 pbm .9 va .5 kos .4 avf .2
SBN IR fas 32 gat 7 va 3.8 avf .2
KS R35O stb 2 nar 1 rad 1
KS R36 stb 16 kol 2
KS R30 stb 2 nar 1
KS R34 stb 1
KS R39 stb 2
KS IIR stb 34
KS K46 rad 33 kol 14 stb 2
KS B45 pol 2 nar 3
KS H60 stb 3 rad .5 nar .5
KS M64 stb 2 nar .3 pol .2 rad .5
KS I68 stb 18.5 nar .1 pol .2 kol .2
KS T69 kol 1.5 stb .4 pol .1
KS S74 stb 13 nar 1.5 pol 1 kol .5
KS O stb 4.5 nar .8 pol 2.2 rad .5
KS D79 stb 5.8 rad .2
KS IH stb 7 rad .5 nar .5
KS IS stb 3
KS II stb 2.5 pol .3 nar .2
KS IF stb .8 kol .2
KS IR stb 1
KF R39 ofm 1
KF M64 kfm .4 val .1 ofm .3 rev .2
KF S74 rev 1.4 kfm .6 ofm 1.9 val .1
KF O kfm .5 ofm .4 val .1
FIN R37 fin 2
FIN R39 fin 3
FIN IRR fin 44
FIN B45 fin 3
FIN S74 fin 1
FIN O fin 10
FIN D79 fin 2
FIN P fin 12
"""

_PROGRAMME = {
    "BUN": {"40": "fsk", "41": "fsk", "42": "fri", "443": "anp", "45": "gym", "47": "vux", "33": "kul"},
    "VON": {"513": "lss"},
    "SON": {"569": "bou", "559": "vxn", "571": "vxn", "575": "ekb", "600": "arb", "610": "arb"},
    "KFN": {"32": "ktr", "315": "ktr"},
    "SBN": {"24": "gat", "25": "gat", "21": "pbm", "26": "pbm", "930": "fas", "9402": "fas", "9401": "kos",
            "9403": "gat", "865": "va", "870": "avf"},
    "KS": {"27": "rad", "83": "kol", "53": "kol", "22": "nar", "23": "nar", "10": "pol", "11": "pol"},
    "KF": {"10": "kfm", "12": "rev", "1301": "val", "1302": "ofm"},
    "FIN": {},
}  # fmt: skip
_LARGEST = {
    "BUN": "gru", "VON": "ald", "SON": "fam", "KFN": "frt", "SBN": "led", "KS": "stb", "KF": "kfm",
    "FIN": "fin",
}  # fmt: skip


def programme_of(branch: str, function: str) -> str:
    """Return the programme that a verksamhet code counts in, within one nämnd."""
    table = _PROGRAMME[branch]
    for length in (4, 3, 2):
        if function[:length] in table:
            return table[function[:length]]
    return _LARGEST[branch]


def is_revenue(group: str) -> bool:
    """Return whether a group is revenue, external or internal."""
    return group in REVENUE_GROUPS or group in INTERNAL_REVENUE_GROUPS


def mix_2025() -> dict[tuple[str, str, str], int]:
    """Return (branch, programme, group) → whole kronor of 2025, positive, personnel included."""
    mix: dict[tuple[str, str, str], int] = {}
    for line in _MIX.strip().splitlines():
        branch, group, *pairs = line.split()
        for programme, amount in zip(pairs[::2], pairs[1::2], strict=True):
            mix[branch, programme, group] = round(float(amount) * 1_000_000)
    for branch, programmes in NET_COST_2025.items():
        for programme, net in programmes.items():
            booked = sum(
                -amount if is_revenue(group) else amount
                for (b, p, group), amount in mix.items()
                if (b, p) == (branch, programme)
            )
            mix[branch, programme, "P"] = round(net * 1_000_000) - booked
    return mix
