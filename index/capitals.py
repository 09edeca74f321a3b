"""The capitals, which stand for their governments in the press: "Ottawa has agreed"."""

TABLE = """
AD Andorra la Vella|AE Abu Dhabi|AF Kabul|AG Saint John's|AL Tirana|AM Yerevan|AO Luanda|AR Buenos Aires
AT Vienna|AU Canberra|AZ Baku|BA Sarajevo|BB Bridgetown|BD Dhaka; Dacca|BE Brussels|BF Ouagadougou
BG Sofia|BH Manama|BI Gitega; Bujumbura|BJ Porto-Novo|BN Bandar Seri Begawan|BO La Paz; Sucre|BR Brasília; Brasilia
BS Nassau|BT Thimphu|BW Gaborone|BY Minsk|BZ Belmopan|CA Ottawa|CD Kinshasa|CF Bangui|CG Brazzaville|CH Bern; Berne
CI Yamoussoukro; Abidjan|CK Avarua|CL Santiago|CM Yaoundé; Yaounde|CN Beijing; Peking|CO Bogotá; Bogota|CR San José; San Jose
CU Havana|CV Praia|CY Nicosia|CZ Prague|DE Berlin|DK Copenhagen|DM Roseau|DO Santo Domingo|DZ Algiers|EC Quito
EE Tallinn|EG Cairo|ER Asmara|ES Madrid|ET Addis Ababa|FI Helsinki|FJ Suva|FM Palikir|FR Paris|GA Libreville
GB London|GD Saint George's|GE Tbilisi|GH Accra|GM Banjul|GN Conakry|GQ Malabo|GR Athens|GT Guatemala City|GW Bissau
GY Georgetown|HN Tegucigalpa|HR Zagreb|HT Port-au-Prince|HU Budapest|ID Jakarta|IE Dublin|IL Jerusalem|IN New Delhi; Delhi
IQ Baghdad|IR Tehran; Teheran|IS Reykjavik; Reykjavík|IT Rome|JM Kingston|JO Amman|JP Tokyo|KE Nairobi|KG Bishkek
KH Phnom Penh|KI Tarawa|KM Moroni|KN Basseterre|KP Pyongyang; P'yongyang|KR Seoul|KW Kuwait City|KZ Astana; Nur-Sultan
LA Vientiane|LB Beirut|LC Castries|LI Vaduz|LK Colombo; Sri Jayawardenepura Kotte|LR Monrovia|LS Maseru|LT Vilnius
LU Luxembourg City|LV Riga|LY Tripoli|MA Rabat|MD Chisinau; Chișinău|ME Podgorica|MG Antananarivo|MH Majuro|MK Skopje
ML Bamako|MM Naypyidaw; Nay Pyi Taw; Yangon|MN Ulaanbaatar; Ulan Bator|MR Nouakchott|MT Valletta|MU Port Louis|MV Malé
MW Lilongwe|MX Mexico City|MY Kuala Lumpur; Putrajaya|MZ Maputo|NA Windhoek|NE Niamey|NG Abuja|NI Managua
NL The Hague; Amsterdam|NO Oslo|NP Kathmandu|NR Yaren|NU Alofi|NZ Wellington|OM Muscat|PA Panama City|PE Lima
PG Port Moresby|PH Manila|PK Islamabad|PL Warsaw|PS Ramallah|PT Lisbon|PW Ngerulmud|PY Asunción; Asuncion|QA Doha
RO Bucharest|RS Belgrade|RU Moscow|RW Kigali|SA Riyadh|SB Honiara|SC Victoria|SD Khartoum|SE Stockholm
SI Ljubljana|SK Bratislava|SL Freetown|SN Dakar|SO Mogadishu|SR Paramaribo|SS Juba|ST São Tomé|SV San Salvador
SY Damascus|SZ Mbabane; Lobamba|TD N'Djamena; Ndjamena|TG Lomé; Lome|TH Bangkok|TJ Dushanbe|TL Dili|TM Ashgabat
TN Tunis|TO Nuku'alofa; Nukualofa|TR Ankara|TT Port of Spain|TV Funafuti|TW Taipei|TZ Dodoma; Dar es Salaam|UA Kyiv; Kiev
UG Kampala|US Washington|UY Montevideo|UZ Tashkent|VC Kingstown|VE Caracas|VN Hanoi; Ha Noi|VU Port Vila
WS Apia|XK Pristina|YE Sana'a; Sanaa|ZA Pretoria; Cape Town|ZM Lusaka|ZW Harare
"""
"""`code city; city|...`: capitals and seats of government, with former and other spellings.

Source: the United Nations Statistics Division's list of capital cities (Demographic Yearbook, table
8), with the seat of government where that is another city.
"""


def _read() -> dict[str, str]:
    rows = (row.split(" ", 1) for row in TABLE.strip().replace("\n", "|").split("|"))
    return {city: code for code, cities in rows for city in cities.split("; ")}


CAPITALS = _read()
"""ISO 3166-1 alpha-2 code by city."""
