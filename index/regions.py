"""Parts of the world that releases name as groups: the countries that belong to each."""

REGIONS = {
    word: frozenset(codes.split())
    for words, codes in (
        line.split("|")
        for line in """
africa|AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW
europe|AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA XK
nordic scandinavia|DK FI IS NO SE
baltic|EE LT LV
visegrad|CZ HU PL SK
caucasus|AM AZ GE
balkan|AL BA BG GR HR ME MK RO RS SI XK
latin|AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PY SV UY VE
andean andes|BO CO EC PE
caribbean|AG BB BS BZ CU DM DO GD GY HT JM KN LC SR TT VC
pacific oceania|AU CK FJ FM KI MH NR NU NZ PG PW SB TO TV VU WS
asean southeast|BN ID KH LA MM MY PH SG TH TL VN
mekong|CN KH LA MM TH VN
asia|AF BD BN BT CN ID IN JP KH KP KZ KG LA LK MM MN MV MY NP PH PK SG TH TJ TL TM TW UZ VN
northeast|CN JP KP KR MN RU
central|KG KZ TJ TM UZ
gulf gcc|AE BH KW OM QA SA
arab middle|AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE
""".strip().splitlines()
    )
    for word in words.split()
}
"""A word that names a region, in lower case, to ISO 3166-1 alpha-2 codes.

Sources: the M49 regions of the United Nations Statistics Division; members of ASEAN, the Gulf
Cooperation Council, the Arab League, the Andean Community, the Pacific Islands Forum, CARICOM, the
Visegrad Group and the Nordic Council as of 2024.
"""


def region_words(codes: frozenset[str]) -> frozenset[str]:
    """The words of the regions that any of these countries belongs to."""
    return frozenset(word for word, members in REGIONS.items() if members & codes)
