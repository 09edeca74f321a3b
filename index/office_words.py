"""Word tables that tell an office from a name: titles, what offices are for, surnames."""

HEADS = frozenset(
    """Minister President Ambassador Ambassador-at-Large Director Director-General Secretary
    Secretary-General Undersecretary Under-Secretary Under-Secretary-General Representative Chair
    Chairman Chairwoman Chairperson Co-chair Co-Chair Spokesperson Spokesman Spokeswoman Commissioner
    Envoy Governor Mayor Chancellor Counselor Counsellor Administrator Speaker Commander Coordinator
    Chief Consul Consul-General Professor Premier Head CEO Adviser Advisor Rector King Queen Prince
    Princess Judge Dean Negotiator Officer Vice-Minister Vice-President Vice-Chairman Chairperson
    Attaché Rapporteur Executive Senator Congressman Congresswoman Sultan Emir Pope Archbishop
    Assemblyman Lawmaker Deputy-Minister President-elect General-Director Ombudsman Researcher Manager""".split()
)
"""Words that an office is named by."""
MODIFIERS = frozenset(
    """First Second Third 1st 2nd Vice Deputy Assistant Associate Senior Special Acting Prime State
    Foreign Permanent Joint Under Parliamentary Principal Honorary Presidential Managing Regional
    Resident High Crown External Affairs Trade Finance Defense Defence Interior Health Environment
    Culture Justice Unification Economy Economic Energy Industry Education Transport Agriculture
    Fisheries Maritime Cabinet Political Policy Private Security National General Royal Federal
    former Former then new New incoming outgoing Trade Climate Human Rights Nuclear Peace Tourism""".split()
)
"""Words that may stand before such a word and belong to the office."""
NOUNS = frozenset(
    """Multilateral Global Public Cultural Consular Overseas Koreans Development Cooperation
    International Relations Policies Planning Diplomacy Department Division Bureau Office Ministry
    Agency Board Committee Commission Council Assembly Parliament Government States Republic Kingdom
    Federation Union United Nations Organization Organisation Association Institute University
    Centre Center Bank Fund Program Programme Conference Forum Summit Meeting Dialogue Session
    Consultation Consultations North South East West Central Asia Africa Europe America Americas
    American Pacific Latin Caribbean Middle Northeast Southeast Northern Southern Eastern Western
    Korea Korean Regime Peninsula Change Oceans Ocean Welfare Labor Labour Science
    Technology ICT Sports Food Rural Transportation Infrastructure Land Strategy Strategic
    Nonproliferation Non-Proliferation Disarmament Women Gender Youth Protocol Treaties Legal
    Archives Digital Cyber Space Water Arctic Crisis Safety Investment Expatriates Services Railways
    House Senate Supreme Court Bilateral Community Commerce Mines Mineral Resources Petroleum Forestry
    Aviation Customs Immigration Information Communications Planning Reform Innovation Small Medium
    Startups Social Family Children Veterans Patriots Nationals Emergency Disaster Relief Aid Lake
    River Basin Islands Island Sea Seas Waters Coast Coasts Mountains Forests Farmers Ports Bay Gulf City Metropolitan Province Provincial Region State's
    Academy Foundation Corporation Company Group Network Alliance Coalition Initiative Partnership
    Secretariat Delegation Mission Embassy Consulate Headquarters Task Force Unit Team Section Desk
    Costa Rica Sri Lanka Papua Guinea Salvador Sierra Leone Burkina Faso Cabo Verde Trinidad Tobago
    Saudi Arabia Arab Emirates Bosnia Herzegovina Dominican Democratic Côte Ivoire Marshall Solomon
    Brunei Darussalam Zealand Lao Timor-Leste Fiji Samoa Tonga Vanuatu Palau Tuvalu Kiribati
    Turkmenistan Estonia Latvia Lithuania Slovakia Slovenia Croatia Serbia Romania Bulgaria Hungary
    Austria Switzerland Belgium Luxembourg Ireland Cyprus Malta Albania Moldova Armenia Azerbaijan
    Belarus Morocco Algeria Tunisia Libya Sudan Uganda Tanzania Rwanda Senegal Mali Niger Angola
    Mozambique Zambia Zimbabwe Namibia Botswana Gabon Cameroon Congo Madagascar Honduras Guatemala
    Nicaragua Panama Cuba Jamaica Haiti Paraguay Uruguay Venezuela Afghanistan Kuwait Oman Bahrain
    Lebanon Syria Yemen Palestine Maldives Asia-Pacific Indo-Pacific Asian African European""".split()
)
"""What offices are for and whom they serve: bodies, fields, regions, countries."""
SURNAMES = frozenset(
    "kim lee yi rhee park pak choi choe chung jung jeong kang gang cho jo yoon yun jang chang lim "
    "im rim han oh seo suh shin sin kwon hwang ahn an song ryu yoo yu hong yeo ham paik baek nam noh "
    "roh ha heo hur moon min bae sohn son cheong chun jeon jun cha joo ju woo koo goo ku ko goh go "
    "yang byun pyon eom um won sung seong chin jin na ra ban pyo do ma gil kil bong ok tak yeon eun "
    "hyun hyeon chae bang pang kong gong wi cheon mo seol pi ki sa in geum guk gwak kwak".split()
)
"""Common Korean surnames in Latin letters."""
TITLES = frozenset(
    "Mr Mr. Ms Ms. Mrs Mrs. Dr Dr. Prof. H.E. Sir Madam Madame Sheikh Amb. Hon.".split()
)
"""What stands before a name and belongs to neither name nor office."""
PARTICLES = frozenset(
    "von van der den de da dos das del della di la le al el bin bint ibn ter zu".split()
)
"""Small words inside a name."""
CALENDAR = frozenset(
    """January February March April May June July August September October November December Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep.
    Oct. Nov. Dec.""".split()
)
