"""Words that invented releases are made of; people, meetings and matters are fiction."""

COUNTRIES = tuple(
    """Korea Mongolia Japan China Vietnam Indonesia Thailand Malaysia Singapore Australia Canada
    Mexico Brazil Argentina Chile Peru Colombia France Germany Italy Spain Portugal Poland Hungary
    Romania Bulgaria Greece Austria Switzerland Norway Sweden Finland Denmark Estonia Latvia
    Lithuania Ukraine Kazakhstan Uzbekistan Kyrgyzstan Tajikistan Azerbaijan Georgia Turkey Israel
    Egypt Morocco Tunisia Algeria Kenya Ethiopia Tanzania Ghana Nigeria Senegal Rwanda Uganda
    Zambia Mozambique India Pakistan Bangladesh Nepal Cambodia Laos Myanmar Iraq Jordan Oman Qatar
    Kuwait Ecuador Bolivia Paraguay Uruguay Guatemala Honduras Fiji Samoa Iceland Ireland
    Slovenia Croatia Serbia""".split()
)
CITIES = tuple(
    """Seoul Ulaanbaatar Tokyo Hanoi Jakarta Bangkok Canberra Ottawa Lima Bogota Santiago Paris
    Berlin Rome Madrid Lisbon Warsaw Budapest Bucharest Sofia Athens Vienna Bern Oslo Stockholm
    Helsinki Copenhagen Tallinn Riga Vilnius Astana Tashkent Bishkek Baku Tbilisi Ankara Cairo
    Rabat Tunis Nairobi Accra Dakar Kigali Kampala Lusaka Amman Muscat Doha Busan Jeju Geneva
    Brussels Incheon Daejeon Gwangju""".split()
)
MONTHS = tuple(
    """January February March April May June July August September October November
    December""".split()
)
FAMILY = tuple(
    """Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Tanaka
    Mori Novak Horvat Silva Costa Moreno Rossi Weber Keller Lindqvist Virtanen Petrov Ivanov
    Batbold Ganbold Nguyen Tran Okafor Mensah Haddad Rahman Sharma Perera Dubois Martin Larsen
    Kowalski Szabo Papadakis Demir Aliyev""".split()
)
GIVEN = tuple(
    """Min-su Ji-hye Sang-woo Hye-jin Dong-hyun Eun-ji Tae-ho Soo-yeon Jae-won Kenji Yuko Anna
    Marta Luis Elena Carlos Sofia Marco Ingrid Pekka Oleg Irina Bold Sarnai Linh Minh Kofi Ama
    Omar Leila Arjun Nadia Claire Pierre Erik Piotr Zoltan Nikos Emre Aysel""".split()
)
OFFICES = (
    "Minister",
    "First Vice Minister",
    "Second Vice Minister",
    "Deputy Minister for Political Affairs",
    "Deputy Minister for Economic Affairs",
    "Director-General for European Affairs",
    "Director-General for African and Middle Eastern Affairs",
    "Director-General for Development Cooperation",
    "Ambassador for Climate Change",
    "Special Representative for Arctic Affairs",
    "State Secretary",
    "Deputy Director-General for Consular Affairs",
    "Chief of Protocol",
    "Ambassador at Large for Cyber Affairs",
)
MEETINGS = (
    "Policy Dialogue",
    "Strategic Dialogue",
    "Policy Consultations",
    "Joint Committee on Economic Cooperation",
    "Consular Consultations",
    "Working Group on Maritime Affairs",
    "Cyber Policy Consultations",
    "Senior Officials' Meeting",
    "Energy Forum",
    "Development Cooperation Consultations",
    "Human Rights Dialogue",
    "Joint Commission",
    "Foreign Ministers' Meeting",
    "Dialogue on the Arctic",
    "Disarmament Consultations",
    "Water Forum",
    "Youth Exchange Committee",
    "Science and Technology Commission",
)
MATTERS = (
    # what is asked about; the same in other words; as something that is done
    ("rice-growing trials", "test fields for rice", "start rice-growing trials in two provinces"),
    (
        "visas for seasonal workers",
        "entry permits of farm hands",
        "ease visas for seasonal workers",
    ),
    ("a direct flight route", "an air link", "open a direct flight route between the capitals"),
    ("the wind farm project", "wind power", "complete the wind farm project on the coast"),
    ("student exchanges", "scholarships", "double the number of student exchanges"),
    ("rescue at sea", "help for ships in distress", "hold joint drills for rescue at sea"),
    ("the railway corridor", "the rail line", "carry out a joint survey of the railway corridor"),
    ("rare minerals", "critical raw materials", "set up a supply chain for rare minerals"),
    ("a tax treaty", "double taxation", "begin talks on a tax treaty"),
    ("forest fires", "wildfires", "share satellite images on forest fires"),
    ("the fisheries accord", "fishing rights", "extend the fisheries accord by five years"),
    ("cyber attacks", "attacks on networks", "open a hotline on cyber attacks"),
    ("a free trade agreement", "trade liberalisation", "speed up a free trade agreement"),
    ("the return of artefacts", "looted art", "form a committee on the return of artefacts"),
    ("vaccine production", "making vaccines", "build a plant for vaccine production"),
    ("clean drinking water", "water supply", "drill forty wells for clean drinking water"),
    (
        "a social security agreement",
        "pensions of workers abroad",
        "sign a social security agreement",
    ),
    ("nuclear safety", "the safety of reactors", "exchange inspectors on nuclear safety"),
    ("the consulate building", "the new consulate", "finish the consulate building next spring"),
    ("desertification", "the spread of deserts", "plant a green belt against desertification"),
    ("smart farming", "digital agriculture", "train two hundred experts in smart farming"),
    ("piracy", "attacks on merchant ships", "send a vessel against piracy"),
    ("language courses", "teaching of the language", "expand language courses at six universities"),
    ("a film festival", "cinema", "stage a film festival every second year"),
    ("double citizenship", "dual nationality", "review the rules on double citizenship"),
    ("hydrogen fuel", "hydrogen", "launch a pilot project on hydrogen fuel"),
    ("landmine clearance", "demining", "fund landmine clearance along the border"),
    ("air pollution", "fine dust", "publish a joint report on air pollution"),
    ("organised crime", "gangs across borders", "name contact points against organised crime"),
    ("a port expansion", "the harbour works", "finance a port expansion"),
    (
        "remote sensing satellites",
        "earth observation",
        "develop remote sensing satellites together",
    ),
    ("drug trafficking", "smuggling of narcotics", "tighten checks against drug trafficking"),
    ("flood warning", "alerts before floods", "install a flood warning system on the river"),
    ("crab quotas", "catch limits", "lower the crab quotas for three years"),
    (
        "mutual recognition of licences",
        "driving licences",
        "introduce mutual recognition of licences",
    ),
    ("the archive of the war graves", "war graves", "digitise the archive of the war graves"),
    ("women in peacekeeping", "female peacekeepers", "raise the share of women in peacekeeping"),
    ("semiconductors", "chips", "run a joint laboratory on semiconductors"),
    ("biodiversity", "protection of species", "establish a fund for biodiversity"),
    (
        "repatriation of nationals",
        "bringing citizens home",
        "cooperate in the repatriation of nationals",
    ),
    ("tea and coffee tariffs", "duties on tea and coffee", "cut tea and coffee tariffs by half"),
    ("a disaster relief stock", "relief goods", "keep a disaster relief stock in three harbours"),
    ("the grid connection", "linking power networks", "study the grid connection under the sea"),
    ("counterfeit medicine", "fake drugs", "warn each other of counterfeit medicine"),
    ("sister cities", "city partnerships", "encourage sister cities"),
    ("museum loans", "lending of exhibits", "arrange museum loans for the anniversary"),
    ("space law", "rules for outer space", "draft principles on space law"),
    ("whistleblowers", "protection of informants", "exchange laws on whistleblowers"),
)
ASIDES = (
    "The two sides have maintained friendly ties since the opening of diplomatic relations.",
    "A luncheon was hosted at the official residence.",
    "The delegation also paid a courtesy call on the Speaker of the parliament.",
    "The atmosphere was cordial and constructive.",
    "The Ministry will continue its efforts to broaden the horizon of diplomacy.",
    "A joint press release was issued after the talks.",
    "The region has seen rapid changes in its political and economic landscape.",
    "Interested citizens can find further details on the website of the ministry.",
    "The session was open to the press for the first ten minutes.",
    "Participants visited an exhibition at the national library.",
)
