"""International organisations and groupings: canonical name and other names."""

TABLE = """
United Nations|UN; U.N.
United Nations General Assembly|UNGA; General Assembly of the United Nations
United Nations Security Council|UNSC; Security Council; Security Council of the United Nations
United Nations Economic and Social Council|ECOSOC; Economic and Social Council
United Nations Human Rights Council|Human Rights Council; UNHRC; HRC
United Nations Secretariat|
United Nations Command|UNC
United Nations Foundation|
United Nations University|UNU
United Nations Peacebuilding Commission|Peacebuilding Commission
United Nations Peacebuilding Fund|Peacebuilding Fund
United Nations Commission on the Status of Women|Commission on the Status of Women
United Nations Children's Fund|UNICEF
United Nations Educational, Scientific and Cultural Organization|UNESCO
United Nations Development Programme|UNDP
United Nations Environment Programme|UNEP
United Nations Population Fund|UNFPA
United Nations High Commissioner for Refugees|UNHCR; Office of the High Commissioner for Refugees; UN Refugee Agency; Office of the United Nations High Commissioner for Refugees
Office of the United Nations High Commissioner for Human Rights|OHCHR; Office of the High Commissioner for Human Rights; United Nations High Commissioner for Human Rights; UN Human Rights Office
United Nations Office for the Coordination of Humanitarian Affairs|OCHA; UNOCHA; Office for the Coordination of Humanitarian Affairs
United Nations Office on Drugs and Crime|UNODC
United Nations Office for Disarmament Affairs|UNODA
United Nations Office for Disaster Risk Reduction|UNDRR; UNISDR
United Nations Office for Project Services|UNOPS
United Nations Office of Counter-Terrorism|UNOCT
United Nations Office for South-South Cooperation|UNOSSC
United Nations Relief and Works Agency for Palestine Refugees in the Near East|UNRWA; United Nations Relief and Works Agency
United Nations Conference on Trade and Development|UNCTAD
United Nations Industrial Development Organization|UNIDO
United Nations Human Settlements Programme|UN-Habitat
United Nations Institute for Training and Research|UNITAR
United Nations Economic and Social Commission for Asia and the Pacific|ESCAP; UNESCAP; Economic and Social Commission for Asia and the Pacific
United Nations Economic Commission for Latin America and the Caribbean|ECLAC; Economic Commission for Latin America and the Caribbean
United Nations Framework Convention on Climate Change|UNFCCC
United Nations Mission in South Sudan|UNMISS
United Nations Interim Force in Lebanon|UNIFIL
United Nations Assistance Mission in Afghanistan|UNAMA
United Nations Stabilization Mission in Haiti|MINUSTAH
United Nations Mine Action Service|UNMAS
United Nations World Tourism Organization|UNWTO; UN Tourism; World Tourism Organization
UN Women|United Nations Entity for Gender Equality and the Empowerment of Women
UNAIDS|Joint United Nations Programme on HIV/AIDS
Unitaid|
World Food Programme|WFP
World Health Organization|WHO
World Health Assembly|WHA
World Intellectual Property Organization|WIPO
World Meteorological Organization|WMO
World Trade Organization|WTO
World Bank|World Bank Group; IBRD; International Bank for Reconstruction and Development
World Customs Organization|WCO
World Economic Forum|WEF
World Organisation for Animal Health|WOAH; OIE
Food and Agriculture Organization|FAO; Food and Agriculture Organization of the United Nations
International Atomic Energy Agency|IAEA
International Chamber of Commerce|
International Civil Aviation Organization|ICAO
International Committee of the Red Cross|ICRC
International Court of Justice|ICJ
International Criminal Court|
International Criminal Police Organization|Interpol; ICPO
International Development Association|
International Energy Agency|IEA
International Federation of Red Cross and Red Crescent Societies|IFRC
International Finance Corporation|
International Fund for Agricultural Development|IFAD
International Holocaust Remembrance Alliance|IHRA
International Hydrographic Organization|IHO
International Labour Organization|ILO; International Labor Organization
International Maritime Organization|IMO
International Monetary Fund|IMF
International Olympic Committee|
International Organization for Migration|IOM
International Renewable Energy Agency|IRENA
International Seabed Authority|
International Telecommunication Union|ITU
International Tribunal for the Law of the Sea|ITLOS
International Vaccine Institute|IVI
International Whaling Commission|IWC
Inter-Parliamentary Union|IPU
Intergovernmental Panel on Climate Change|IPCC
Permanent Court of Arbitration|
Universal Postal Union|UPU
Organisation for the Prohibition of Chemical Weapons|OPCW
Preparatory Commission for the Comprehensive Nuclear-Test-Ban Treaty Organization|CTBTO; Comprehensive Nuclear-Test-Ban Treaty Organization; Comprehensive Nuclear Test Ban Treaty Organization
Conference on Disarmament|
Nuclear Suppliers Group|NSG
Missile Technology Control Regime|MTCR
Wassenaar Arrangement|
Australia Group|
Proliferation Security Initiative|PSI
Non-Proliferation and Disarmament Initiative|NPDI
Global Initiative to Combat Nuclear Terrorism|GICNT
Nuclear Security Summit|NSS
Financial Action Task Force|FATF
Global Coalition to Defeat ISIS|Global Coalition to Counter ISIL; Global Coalition against Daesh
Korean Peninsula Energy Development Organization|KEDO
Multilateral Sanctions Monitoring Team|MSMT
Six-Party Talks|Six Party Talks
Organisation for Economic Co-operation and Development|OECD; Organization for Economic Cooperation and Development
OECD Development Assistance Committee|OECD DAC; Development Assistance Committee; OECD/DAC
Global Partnership for Effective Development Co-operation|GPEDC
Group of Seven|G7; G-7
Group of Eight|G8; G-8
Group of Twenty|G20; G-20; Group of 20
Group of 77|G77; G-77
BRICS|
MIKTA|
Non-Aligned Movement|NAM
Paris Club|
Alliance for Multilateralism|
Community of Democracies|
Summit for Democracy|
Open Government Partnership|OGP
Freedom Online Coalition|
Partnering for Green Growth and the Global Goals 2030|P4G
Global Green Growth Institute|GGGI
Green Climate Fund|GCF
Global Environment Facility|GEF
Global Health Security Agenda|GHSA
Global Fund|Global Fund to Fight AIDS, Tuberculosis and Malaria
Gavi|Gavi, the Vaccine Alliance; Vaccine Alliance; Global Alliance for Vaccines and Immunization
Coalition for Epidemic Preparedness Innovations|CEPI
COVAX|COVAX Facility; COVAX AMC; COVAX Advance Market Commitment
Minerals Security Partnership|MSP
Indo-Pacific Economic Framework|IPEF; Indo-Pacific Economic Framework for Prosperity
Quadrilateral Security Dialogue|Quad
AUKUS|
Association of Southeast Asian Nations|ASEAN
ASEAN Plus Three|ASEAN+3; ASEAN + 3; ASEAN Plus 3; Association of Southeast Asian Nations Plus Three
ASEAN Regional Forum|ARF
ASEAN Defence Ministers' Meeting-Plus|ADMM-Plus; ASEAN Defence Ministers' Meeting Plus; ASEAN Defense Ministers' Meeting Plus
ASEAN Inter-Parliamentary Assembly|AIPA
ASEAN Intergovernmental Commission on Human Rights|AICHR
ASEAN-Korea Centre|ASEAN-ROK Centre
ASEAN Foundation|
ASEAN+3 Macroeconomic Research Office|AMRO
East Asia Summit|EAS
Asia-Pacific Economic Cooperation|APEC; Asia Pacific Economic Cooperation
APEC Business Advisory Council|ABAC
Asia-Europe Meeting|ASEM
Asia-Europe Foundation|ASEF
Asia Cooperation Dialogue|ACD
Asian Development Bank|ADB
Asian Infrastructure Investment Bank|AIIB
Asian Forest Cooperation Organization|AFoCO
Asian-African Legal Consultative Organization|AALCO
Bay of Bengal Initiative for Multi-Sectoral Technical and Economic Cooperation|BIMSTEC
Conference on Interaction and Confidence-Building Measures in Asia|CICA; Conference on Interaction and Confidence Building Measures in Asia
Forum for East Asia-Latin America Cooperation|FEALAC; Forum for East Asia and Latin America Cooperation
Indian Ocean Rim Association|IORA
Mekong River Commission|MRC
Mekong Institute|
Mekong-Lancang Cooperation|Lancang-Mekong Cooperation
Mekong-ROK Cooperation|Mekong-ROK; ROK-Mekong; Mekong-Republic of Korea; Republic of Korea-Mekong; Mekong-Korea; Korea-Mekong
Lower Mekong Initiative|
Friends of the Mekong|Friends of the Lower Mekong
Pacific Islands Forum|PIF
Pacific Community|
Forum Fisheries Agency|Pacific Islands Forum Fisheries Agency
South Asian Association for Regional Cooperation|SAARC
Shanghai Cooperation Organization|SCO
Trilateral Cooperation Secretariat|TCS
Greater Tumen Initiative|GTI
Northeast Asia Cooperation for Health Security|NEACHS
Northeast Asia Peace and Cooperation Initiative|NAPCI
Northeast Asia Peace and Cooperation Platform|NAPC Platform
Northeast Asia Peace and Cooperation Forum|NAPC Forum
Northeast Asia Peace and Cooperation Intergovernmental Meeting|NAPC Intergovernmental Meeting
Korea-Africa Forum|ROK-Africa Forum
Korea-Africa Foundation|
Korea-Central Asia Cooperation Forum|ROK-Central Asia Cooperation Forum; Republic of Korea-Central Asia Cooperation Forum; Central Asia-Republic of Korea Cooperation Forum; Central Asia-ROK Cooperation Forum
Korea-Pacific Islands Summit|ROK-Pacific Islands Summit; Republic of Korea-Pacific Islands Summit
Korea International Cooperation Agency|KOICA
Korea Foundation|
European Union|EU; E.U.
European Commission|
European Council|
European Parliament|
European External Action Service|EEAS
European Bank for Reconstruction and Development|EBRD
European Free Trade Association|EFTA
European Investment Bank|EIB
Council of the European Union|
Council of Europe|
Commonwealth of Independent States|CIS
Commonwealth of Nations|Commonwealth Secretariat
Eurasian Economic Union|EAEU; EEU
Collective Security Treaty Organization|CSTO
Organization of Turkic States|Turkic Council
North Atlantic Treaty Organization|NATO
Organization for Security and Co-operation in Europe|OSCE
Visegrad Group|V4; Visegrad Four
Nordic Council|
Nordic Council of Ministers|
Arctic Council|
Benelux|
Black Sea Economic Cooperation|BSEC
Bank for International Settlements|
African Union|AU
African Union Commission|
African Development Bank|AfDB; African Development Bank Group
African Continental Free Trade Area|AfCFTA
East African Community|
Economic Community of West African States|ECOWAS
Economic Community of Central African States|ECCAS
Intergovernmental Authority on Development|IGAD
Southern African Development Community|SADC
Organisation internationale de la Francophonie|International Organization of La Francophonie; OIF
Gulf Cooperation Council|GCC; Cooperation Council for the Arab States of the Gulf
League of Arab States|Arab League
Organisation of Islamic Cooperation|OIC; Organization of the Islamic Cooperation
Islamic Development Bank|IsDB
Organization of the Petroleum Exporting Countries|OPEC
Organization of American States|OAS
Organization of African, Caribbean and Pacific States|OACPS
Association of Caribbean States|
Andean Community|
Caribbean Community|CARICOM
Central American Bank for Economic Integration|CABEI
Central American Integration System|SICA
Community of Latin American and Caribbean States|CELAC
Inter-American Development Bank|IDB; IADB
Mercosur|Southern Common Market
Pacific Alliance|
Union of South American Nations|UNASUR
"""
"""`canonical name|other names; ...`.

Canonical is the name in full, or the short one where it is the name itself (MIKTA, UN Women).
Left out: abbreviations that several bodies share (ICC, CD, PCA, ACS, SPC); a release that uses
them defines them. The archive's own series of like names stand here so that they stay apart.
"""

NO_ORGANISATION = """
national security council; security council of russia; security council of the russian federation;
russian security council; north american free trade agreement
"""
"""Phrases, in lower case, that hold an organisation's name and are not it."""
