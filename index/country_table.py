"""The countries: code, canonical name, other names, words for their people and things.

A table of our own and no library at run time: what a text needs is demonyms, abbreviations, old
and changed names, which neither pycountry (23 MB installed) nor babel (33 MB) has; codes and
names are then two words more per row, and a test compares them with pycountry.
"""

TABLE = """
AD|Andorra||Andorran
AE|United Arab Emirates|UAE; U.A.E.|Emirati
AF|Afghanistan||Afghan; Afghani
AG|Antigua and Barbuda|Antigua|Antiguan; Barbudan
AL|Albania||Albanian
AM|Armenia||Armenian
AO|Angola||Angolan
AR|Argentina|Argentine Republic|Argentine; Argentinian; Argentinean
AT|Austria||Austrian
AU|Australia||Australian
AZ|Azerbaijan||Azerbaijani; Azeri
BA|Bosnia and Herzegovina|Bosnia-Herzegovina; Bosnia; Herzegovina; BiH|Bosnian
BB|Barbados||Barbadian
BD|Bangladesh||Bangladeshi
BE|Belgium||Belgian
BF|Burkina Faso|Burkina|Burkinabe; Burkinabé
BG|Bulgaria||Bulgarian
BH|Bahrain||Bahraini
BI|Burundi||Burundian
BJ|Benin|Bénin|Beninese
BN|Brunei|Brunei Darussalam|Bruneian
BO|Bolivia||Bolivian
BR|Brazil|Brasil|Brazilian
BS|Bahamas||Bahamian
BT|Bhutan||Bhutanese
BW|Botswana||Motswana; Batswana; Botswanan
BY|Belarus|Byelorussia|Belarusian; Belarussian; Belorussian
BZ|Belize||Belizean
CA|Canada||Canadian
CD|Democratic Republic of the Congo|Democratic Republic of Congo; Democratic Rep. of Congo; Democratic Rep. of the Congo; DR Congo; D.R. Congo; DRC; D.R.C.; Congo, Democratic Republic of the; Congo, The Democratic Republic of the; Congo, Dem. Rep.; Congo (Democratic Republic of the); Congo (DRC); Congo-Kinshasa; Zaire|
CF|Central African Republic||
CG|Republic of the Congo|Republic of Congo; Congo, Republic of the; Congo, Rep.; Congo-Brazzaville|
CH|Switzerland|Swiss Confederation|Swiss
CI|Côte d'Ivoire|Cote d'Ivoire; Ivory Coast|Ivorian; Ivoirian
CK|Cook Islands||Cook Islander
CL|Chile||Chilean
CM|Cameroon||Cameroonian
CN|China|People's Republic of China; Peoples' Republic of China; P.R. China; PR China; P.R.C.; PRC|Chinese; Sino-
CO|Colombia||Colombian
CR|Costa Rica||Costa Rican
CU|Cuba||Cuban
CV|Cabo Verde|Cape Verde|Cabo Verdean; Cape Verdean
CY|Cyprus||Cypriot
CZ|Czechia|Czech Republic|Czech
DE|Germany||German
DJ|Djibouti||Djiboutian
DK|Denmark||Danish; Danes
DM|Dominica|Commonwealth of Dominica|
DO|Dominican Republic||
DZ|Algeria||Algerian
EC|Ecuador||Ecuadorian; Ecuadorean; Ecuadoran
EE|Estonia||Estonian
EG|Egypt||Egyptian
ER|Eritrea||Eritrean
ES|Spain||Spanish; Spaniard
ET|Ethiopia||Ethiopian
FI|Finland||Finnish; Finns
FJ|Fiji||Fijian
FM|Micronesia|Federated States of Micronesia; FSM|Micronesian
FR|France||French; Frenchman; Franco-
GA|Gabon|Gabonese Republic|Gabonese
GB|United Kingdom|United Kingdom of Great Britain and Northern Ireland; Great Britain; Britain; UK; U.K.|British; Briton
GD|Grenada||Grenadian
GE|Georgia||Georgian
GH|Ghana||Ghanaian
GM|Gambia||Gambian
GN|Guinea||
GQ|Equatorial Guinea||Equatorial Guinean; Equatoguinean
GR|Greece|Hellenic Republic|Greek; Hellenic
GT|Guatemala||Guatemalan
GW|Guinea-Bissau||Bissau-Guinean
GY|Guyana||Guyanese
HK|Hong Kong|Hongkong; HKSAR; Hong Kong Special Administrative Region of the People's Republic of China; Hong Kong Special Administrative Region of China; Hong Kong SAR of China; Hong Kong SAR China|Hong Konger
HN|Honduras||Honduran
HR|Croatia||Croatian; Croat
HT|Haiti||Haitian
HU|Hungary||Hungarian
ID|Indonesia||Indonesian
IE|Ireland|Éire|Irish
IL|Israel||Israeli
IN|India||Indian
IQ|Iraq||Iraqi
IR|Iran||Iranian
IS|Iceland||Icelandic; Icelander
IT|Italy|Italian Republic|Italian
JM|Jamaica||Jamaican
JO|Jordan||Jordanian
JP|Japan||Japanese
KE|Kenya||Kenyan
KG|Kyrgyzstan|Kyrgyz Republic|Kyrgyz; Kyrgyzstani
KH|Cambodia||Cambodian; Khmer
KI|Kiribati||I-Kiribati
KM|Comoros||Comorian; Comoran
KN|Saint Kitts and Nevis|Saint Kitts|Kittitian; Nevisian
KP|North Korea|Democratic People's Republic of Korea; Democratic Peoples' Republic of Korea; Korea, Democratic People's Republic of; Korea (Democratic People's Republic of); DPRK; D.P.R.K.; DPR Korea; N. Korea; N.Korea|North Korean; N. Korean; N.Korean
KR|Republic of Korea|Korea; South Korea; ROK; R.O.K.|Korean; South Korean
KW|Kuwait||Kuwaiti
KZ|Kazakhstan||Kazakh; Kazakhstani
LA|Laos|Lao People's Democratic Republic; Lao PDR; Lao P.D.R.; Lao|Laotian
LB|Lebanon||Lebanese
LC|Saint Lucia||Saint Lucian
LI|Liechtenstein||Liechtensteiner
LK|Sri Lanka||Sri Lankan
LR|Liberia||Liberian
LS|Lesotho||Basotho; Mosotho
LT|Lithuania||Lithuanian
LU|Luxembourg|Luxemburg|Luxembourger; Luxembourgish
LV|Latvia||Latvian
LY|Libya|Libyan Arab Jamahiriya|Libyan
MA|Morocco||Moroccan
MC|Monaco||Monegasque; Monégasque
MD|Moldova|Moldavia|Moldovan
ME|Montenegro||Montenegrin
MG|Madagascar||Malagasy; Madagascan
MH|Marshall Islands||Marshallese
MK|North Macedonia|Macedonia; former Yugoslav Republic of Macedonia; FYROM|Macedonian; North Macedonian
ML|Mali||Malian
MM|Myanmar|Burma|Burmese; Myanmarese
MN|Mongolia||Mongolian
MO|Macao|Macau; Macao Special Administrative Region of the People's Republic of China; Macao Special Administrative Region of China; Macao SAR of China; Macao SAR China|Macanese
MR|Mauritania||Mauritanian
MT|Malta||Maltese
MU|Mauritius||Mauritian
MV|Maldives||Maldivian
MW|Malawi||Malawian
MX|Mexico|México; United Mexican States|Mexican
MY|Malaysia||Malaysian
MZ|Mozambique||Mozambican
NA|Namibia||Namibian
NE|Niger||Nigerien
NG|Nigeria||Nigerian
NI|Nicaragua||Nicaraguan
NL|Netherlands|Holland|Dutch; Dutchman
NO|Norway||Norwegian
NP|Nepal||Nepali; Nepalese
NR|Nauru||Nauruan
NU|Niue||Niuean
NZ|New Zealand|Aotearoa|New Zealander
OM|Oman||Omani
PA|Panama|Panamá|Panamanian
PE|Peru|Perú|Peruvian
PG|Papua New Guinea||Papua New Guinean
PH|Philippines|Phillippines|Philippine; Filipino; Filipina
PK|Pakistan||Pakistani
PL|Poland||Polish
PS|Palestine||Palestinian
PT|Portugal|Portuguese Republic|Portuguese
PW|Palau||Palauan
PY|Paraguay||Paraguayan
QA|Qatar||Qatari
RO|Romania|Rumania|Romanian
RS|Serbia||Serbian; Serb
RU|Russia|Russian Federation|Russian; Russo-
RW|Rwanda|Rwandese Republic|Rwandan; Rwandese
SA|Saudi Arabia||Saudi; Saudi Arabian
SB|Solomon Islands||Solomon Islander
SC|Seychelles||Seychellois
SD|Sudan||Sudanese
SE|Sweden||Swedish; Swedes
SG|Singapore||Singaporean
SI|Slovenia||Slovenian; Slovene
SK|Slovakia|Slovak Republic|Slovak; Slovakian
SL|Sierra Leone||Sierra Leonean
SM|San Marino||Sammarinese
SN|Senegal|Sénégal|Senegalese
SO|Somalia||Somali; Somalian
SR|Suriname|Surinam|Surinamese
SS|South Sudan||South Sudanese
ST|São Tomé and Príncipe|Sao Tome and Principe; Sao Tomé and Principe; São Tomé; Sao Tome; Sao Tomé|Santomean; São Toméan; Sao Tomean
SV|El Salvador||Salvadoran; Salvadorean; Salvadorian
SY|Syria|Syrian Arab Republic|Syrian
SZ|Eswatini|Swaziland|Swazi
TD|Chad||Chadian
TG|Togo|Togolese Republic|Togolese
TH|Thailand||Thai
TJ|Tajikistan||Tajik; Tajikistani
TL|Timor-Leste|East Timor|Timorese; East Timorese
TM|Turkmenistan||Turkmen
TN|Tunisia||Tunisian
TO|Tonga||Tongan
TR|Türkiye|Turkey; Turkiye|Turkish; Turks
TT|Trinidad and Tobago|Trinidad; Tobago|Trinidadian; Tobagonian
TV|Tuvalu||Tuvaluan
TW|Taiwan|Chinese Taipei; Republic of China; Taiwan, Province of China|Taiwanese
TZ|Tanzania||Tanzanian
UA|Ukraine||Ukrainian
UG|Uganda||Ugandan
US|United States|United States of America; U.S.; US; U.S.A.; USA; U. S.; America|American
UY|Uruguay||Uruguayan
UZ|Uzbekistan||Uzbek; Uzbekistani
VA|Holy See|Vatican City; Vatican|
VC|Saint Vincent and the Grenadines|Saint Vincent; Grenadines|Saint Vincentian
VE|Venezuela||Venezuelan
VN|Vietnam|Viet Nam|Vietnamese
VU|Vanuatu||Ni-Vanuatu
WS|Samoa|Western Samoa|Samoan
XK|Kosovo||Kosovar; Kosovan
YE|Yemen||Yemeni
ZA|South Africa||South African
ZM|Zambia||Zambian
ZW|Zimbabwe||Zimbabwean
"""
"""`code|canonical English short name|other names; ...|demonyms; ...`, sorted by code.

All members and observer states of the United Nations, the Cook Islands and Niue (states with
which Korea has diplomatic relations), Kosovo, Taiwan, Hong Kong and Macao. XK is not in ISO 3166-1:
it is one of the codes that the standard leaves to its users, and CLDR and the European Union use
it for Kosovo. Dependent territories are no rows: see `OTHER`.
"""

OTHER = {
    # one word for two countries
    "Koreas": "KR KP",
    "inter-Korean": "KR KP",
    "North and South Korea": "KP KR",
    "North and South Korean": "KP KR",
    "South and North Korea": "KR KP",
    "South and North Korean": "KR KP",
    "North-South Korean": "KP KR",
    "South-North Korean": "KR KP",
    # a word that several countries share: the one the release names elsewhere, else the first
    "Congo": "CG/CD",
    "Congolese": "CG/CD",
    "Dominican": "DO/DM",
    "Guinean": "GN/GW/GQ",
    # parts of a country
    "England": "GB",
    "Scotland": "GB",
    "Scottish": "GB",
    "Wales": "GB",
    "Welsh": "GB",
    "Northern Ireland": "GB",
    "Northern Irish": "GB",
}
"""Words that stand for a country and are no alias of it: codes to add, `/` between alternatives."""

NO_COUNTRY = """
china sea; east china sea; south china sea; gulf of guinea; gulf of mexico; gulf of oman;
gulf of thailand; indian ocean; irish sea; japan sea; japan trench; korea bay; korea strait;
korea straits; lake chad; mozambique channel; norwegian sea; philippine sea; sea of japan;
sea of oman; taiwan strait; taiwan straits; panama canal; chad basin; congo basin; congo river;
jordan river; jordan valley; niger delta; niger river; river jordan; river niger;
indian subcontinent; isthmus of panama; korean peninsula
korean war; vietnam war
american samoa; american samoan; u.s. virgin islands; us virgin islands; british virgin islands;
british columbia; british indian ocean territory; french guiana; french polynesia;
french southern territories; netherlands antilles; south georgia; turks and caicos; inner mongolia;
new mexico; new england; new south wales; new guinea; new ireland; niger state; benin city;
central macedonia; eastern macedonia; western macedonia
latin america; latin american; south america; south american; north america; north american;
central america; central american; pan-american; pan american; inter-american; ibero-america;
ibero-american; organization of american states; organisation of american states;
american indian; west indian; u.s.s.r.
brazil nut; brazil nuts; french fries; guinea fowl; guinea pig; guinea pigs; guinea worm;
swiss cheese; thai binh; thai nguyen; roast turkey; smoked turkey; thanksgiving turkey;
turkey breast; turkey farm; turkey meat; turkey sandwich; wild turkey
"""
"""Phrases, in lower case, that hold a country's word and are no mention of the country.

Waters, canals, river basins and peninsulas named after a country; wars long over that go by its
name (the Korean War is told of veterans from Ethiopia to Colombia; "the Ukraine war" stays a
mention); territories, provinces and cities that only share the word; continents and their
peoples; states that are no more; things. "African American" and "Korean American" stay mentions
of the United States: they are its people.
"""
