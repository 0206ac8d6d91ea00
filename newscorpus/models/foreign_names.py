"""German, French and Spanish names of countries and languages, to suggest the code that a file needs."""

from typing import Final

__all__ = ["COUNTRIES", "LANGUAGES"]

COUNTRIES: Final = """
    AD Andorre; AE Vereinigte Arabische Emirate / Émirats arabes unis / Emiratos Árabes Unidos; AF Afganistán; AG
    Antigua und Barbuda / Antigua-et-Barbuda / Antigua y Barbuda; AI Anguila; AL Albanien / Albanie; AM Armenien /
    Arménie; AQ Antarktis / Antarctique / Antártida; AR Argentinien / Argentine; AS Amerikanisch-Samoa / Samoa
    américaines / Samoa Americana; AT Österreich / Autriche; AU Australien / Australie; AX Ålandinseln / Îles Åland
    / Islas Aland; AZ Aserbaidschan / Azerbaïdjan / Azerbaiyán; BA Bosnien und Herzegowina / Bosnie-Herzégovine /
    Bosnia y Herzegovina; BB Barbade; BD Bangladesch / Bangladés; BE Belgien / Belgique / Bélgica; BG Bulgarien /
    Bulgarie; BH Bahreïn / Baréin; BJ Bénin / Benín; BL Saint-Barthélemy / San Bartolomé; BM Bermudes / Bermudas; BN
    Brunei Darussalam / Brunéi; BO Bolivien / Bolivie; BQ Karibische Niederlande / Pays-Bas caribéens / Caribe
    neerlandés; BR Brasilien / Brésil / Brasil; BT Bhoutan / Bután; BV Bouvetinsel / Île Bouvet / Isla Bouvet; BW
    Botsuana; BY Biélorussie / Bielorrusia / Weißrussland; BZ Belice; CA Kanada / Canadá; CC Kokosinseln / Îles
    Cocos / Islas Cocos; CD Kongo-Kinshasa / Congo-Kinshasa / República Democrática del Congo; CF
    Zentralafrikanische Republik / République centrafricaine / República Centroafricana; CG Kongo-Brazzaville /
    Congo-Brazzaville; CH Schweiz / Suisse / Suiza; CI Côte d’Ivoire / Elfenbeinküste; CK Cookinseln / Îles Cook /
    Islas Cook; CL Chili; CM Kamerun / Cameroun / Camerún; CN Chine; CO Kolumbien / Colombie; CU Kuba; CV Cabo Verde
    / Cap-Vert; CW Curazao; CX Weihnachtsinsel / Île Christmas / Isla de Navidad; CY Zypern / Chypre / Chipre; CZ
    Tschechien / Tchéquie / Chequia / Tschechische Republik / République tchèque / República Checa; DE Deutschland /
    Allemagne / Alemania; DJ Dschibuti / Yibuti; DK Dänemark / Danemark / Dinamarca; DM Dominique; DO Dominikanische
    Republik / République dominicaine / República Dominicana; DZ Algerien / Algérie / Argelia; EC Équateur; EE
    Estland / Estonie; EG Ägypten / Égypte / Egipto; EH Westsahara / Sahara occidental / Sáhara Occidental; ER
    Érythrée; ES Spanien / Espagne / España; ET Äthiopien / Éthiopie / Etiopía; FI Finnland / Finlande / Finlandia;
    FJ Fidschi / Fidji / Fiyi; FK Falklandinseln / Îles Malouines / Islas Malvinas; FM Mikronesien / Micronésie; FO
    Färöer / Îles Féroé / Islas Feroe; FR Frankreich / Francia; GA Gabun / Gabón; GB Vereinigtes Königreich /
    Royaume-Uni / Reino Unido / Großbritannien / Grande-Bretagne / Gran Bretaña; GD Grenade / Granada; GE Georgien /
    Géorgie; GF Französisch-Guayana / Guyane française / Guayana Francesa; GG Guernesey; GL Grönland / Groenland /
    Groenlandia; GM Gambie; GN Guinée; GP Guadalupe; GQ Äquatorialguinea / Guinée équatoriale / Guinea Ecuatorial;
    GR Griechenland / Grèce / Grecia; GS Südgeorgien und die Südlichen Sandwichinseln / Géorgie du Sud-et-les Îles
    Sandwich du Sud / Islas Georgia del Sur y Sandwich del Sur; GW Guinée-Bissau / Guinea-Bisáu; HK
    Sonderverwaltungsregion Hongkong / R.A.S. chinoise de Hong Kong / RAE de Hong Kong (China); HM Heard und
    McDonaldinseln / Îles Heard-et-MacDonald / Islas Heard y McDonald; HR Kroatien / Croatie / Croacia; HT Haïti /
    Haití; HU Ungarn / Hongrie / Hungría; ID Indonesien / Indonésie; IE Irland / Irlande / Irlanda; IL Israël; IM
    Île de Man / Isla de Man; IN Indien / Inde; IO Britisches Territorium im Indischen Ozean / Territoire
    britannique de l’océan Indien / Territorio Británico del Océano Índico; IQ Irak; IR Irán; IS Island / Islande /
    Islandia; IT Italien / Italie / Italia; JM Jamaika / Jamaïque; JO Jordanien / Jordanie / Jordania; JP Japon /
    Japón; KE Kenia; KG Kirgisistan / Kirghizstan / Kirguistán; KH Kambodscha / Cambodge / Camboya; KM Komoren /
    Comores / Comoras; KN St. Kitts und Nevis / Saint-Christophe-et-Niévès / San Cristóbal y Nieves; KP Nordkorea /
    Corée du Nord / Corea del Norte; KR Südkorea / Corée du Sud / Corea del Sur; KW Koweït; KY Kaimaninseln / Îles
    Caïmans / Islas Caimán; KZ Kasachstan / Kazajistán; LB Libanon / Liban / Líbano; LC Sainte-Lucie / Santa Lucía;
    LS Lesoto; LT Litauen / Lituanie / Lituania; LU Luxemburg / Luxemburgo; LV Lettland / Lettonie / Letonia; LY
    Libyen / Libye / Libia; MA Marokko / Maroc / Marruecos; MC Mónaco; MD Republik Moldau / Moldavie / Moldavia; ME
    Monténégro; MF Saint-Martin / San Martín; MG Madagaskar; MH Marshallinseln / Îles Marshall / Islas Marshall; MK
    Nordmazedonien / Macédoine du Nord / Macedonia del Norte; MM Myanmar (Birmanie) / Myanmar (Birmania) / Burma /
    Birma / Birmanie / Birmania; MN Mongolei / Mongolie; MO Sonderverwaltungsregion Macau / R.A.S. chinoise de Macao
    / RAE de Macao (China); MP Nördliche Marianen / Îles Mariannes du Nord / Islas Marianas del Norte; MQ Martinica;
    MR Mauretanien / Mauritanie; MT Malte; MU Maurice / Mauricio; MV Malediven / Maldivas; MW Malaui; MX Mexiko /
    Mexique / México; MY Malaisie / Malasia; MZ Mosambik; NA Namibie; NC Neukaledonien / Nouvelle-Calédonie / Nueva
    Caledonia; NE Níger; NF Norfolkinsel / Île Norfolk / Isla Norfolk; NL Niederlande / Pays-Bas / Países Bajos /
    Hollande / Holanda; NO Norwegen / Norvège / Noruega; NP Népal; NZ Neuseeland / Nouvelle-Zélande / Nueva Zelanda;
    OM Omán; PA Panamá; PE Pérou / Perú; PF Französisch-Polynesien / Polynésie française / Polinesia Francesa; PG
    Papua-Neuguinea / Papouasie-Nouvelle-Guinée / Papúa Nueva Guinea; PH Philippinen / Filipinas; PK Pakistán; PL
    Polen / Pologne / Polonia; PM St. Pierre und Miquelon / Saint-Pierre-et-Miquelon / San Pedro y Miquelón; PN
    Pitcairninseln / Îles Pitcairn / Islas Pitcairn; PR Porto Rico; PS Palästinensische Autonomiegebiete /
    Territoires palestiniens / Territorios Palestinos; PW Palaos; QA Katar / Catar; RE La Réunion / Reunión; RO
    Rumänien / Roumanie / Rumanía; RS Serbien / Serbie; RU Russland / Russie / Rusia; RW Ruanda; SA Saudi-Arabien /
    Arabie saoudite / Arabia Saudí; SB Salomonen / Îles Salomon / Islas Salomón; SC Seychellen; SD Soudan / Sudán;
    SE Schweden / Suède / Suecia; SG Singapur / Singapour; SH Sainte-Hélène / Santa Elena; SI Slowenien / Slovénie /
    Eslovenia; SJ Spitzbergen und Jan Mayen / Svalbard et Jan Mayen / Svalbard y Jan Mayen; SK Slowakei / Slovaquie
    / Eslovaquia; SL Sierra Leona; SM Saint-Marin; SN Sénégal; SO Somalie; SR Surinam; SS Südsudan / Soudan du Sud /
    Sudán del Sur; ST São Tomé und Príncipe / Sao Tomé-et-Principe / Santo Tomé y Príncipe; SV Salvador; SX
    Saint-Martin (partie néerlandaise); SY Syrien / Syrie / Siria; SZ Esuatini; TC Turks- und Caicosinseln / Îles
    Turques-et-Caïques / Islas Turcas y Caicos; TD Tschad / Tchad; TF Französische Süd- und Antarktisgebiete /
    Terres australes françaises / Territorios Australes Franceses; TH Thaïlande / Tailandia; TJ Tadschikistan /
    Tadjikistan / Tayikistán; TL Timor oriental; TM Turkménistan / Turkmenistán; TN Tunesien / Tunisie / Túnez; TR
    Türkei / Turquie / Turquía; TT Trinidad und Tobago / Trinité-et-Tobago / Trinidad y Tobago; TW Taïwan / Taiwán;
    TZ Tansania / Tanzanie; UA Ucrania; UG Ouganda; UM Amerikanische Überseeinseln / Îles mineures éloignées des
    États-Unis / Islas menores alejadas de EE. UU.; US Vereinigte Staaten / États-Unis / Estados Unidos / Vereinigte
    Staaten von Amerika / États-Unis d’Amérique / Estados Unidos de América / EE. UU. / EEUU; UZ Usbekistan /
    Ouzbékistan / Uzbekistán; VA Vatikanstadt / État de la Cité du Vatican / Ciudad del Vaticano; VC St. Vincent und
    die Grenadinen / Saint-Vincent-et-les Grenadines / San Vicente y las Granadinas; VG Britische Jungferninseln /
    Îles Vierges britanniques / Islas Vírgenes Británicas; VI Amerikanische Jungferninseln / Îles Vierges des
    États-Unis / Islas Vírgenes de EE. UU.; VN Viêt Nam; WF Wallis und Futuna / Wallis-et-Futuna / Wallis y Futuna;
    YE Jemen / Yémen; ZA Südafrika / Afrique du Sud / Sudáfrica; ZM Sambia / Zambie; ZW Simbabwe / Zimbabue
"""
"""Of each country the ISO 3166-1 alpha-2 code, and its names in these languages that differ from the English."""

LANGUAGES: Final = """
    ab Abchasisch / abkhaze / abjasio; ae Avestisch / avestique / avéstico; af afrikáans; am Amharisch / amharique /
    amárico; an Aragonesisch / aragonais / aragonés; ar Arabisch / arabe / árabe; as Assamesisch / assamais /
    asamés; av Awarisch / avar; ay aimara; az Aserbaidschanisch / azerbaïdjanais / azerbaiyano; ba Baschkirisch /
    bachkir / baskir; be Belarussisch / biélorusse / bielorruso; bg Bulgarisch / bulgare / búlgaro; bi bichelamar;
    bn Bengalisch / bengali / bengalí; bo Tibetisch / tibétain / tibetano; br Bretonisch / bretón; bs Bosnisch /
    bosniaque / bosnio; ca Katalanisch / catalán; ce Tschetschenisch / tchétchène / checheno; co Korsisch / corse /
    corso; cs Tschechisch / tchèque / checo; cu Kirchenslawisch / slavon d’église / eslavo eclesiástico; cv
    Tschuwaschisch / tchouvache / chuvasio; cy Walisisch / gallois / galés; da Dänisch / danois / danés; de Deutsch
    / allemand / alemán; dv Dhivehi / maldivien; ee éwé / ewé; el Griechisch / grec / griego; en Englisch / anglais
    / inglés; eo espéranto; es Spanisch / espagnol / español / Castellano; et Estnisch / estonien / estonio; eu
    Baskisch / euskera; fa Persisch / persan / persa; ff Ful / peul; fi Finnisch / finnois / finés; fj Fidschi /
    fidjien / fiyiano; fo Färöisch / féroïen / feroés; fr Französisch / français / francés; fy Westfriesisch /
    frison occidental / frisón occidental; ga Irisch / irlandais / irlandés; gd Gälisch (Schottland) / gaélique
    écossais / gaélico escocés; gl Galicisch / galicien / gallego; gn Guaraní; gu goudjarati / guyaratí; gv mannois
    / manés; ha Haussa / haoussa; he Hebräisch / hébreu / hebreo; ho Hiri-Motu; hr Kroatisch / croate / croata; ht
    Haiti-Kreolisch / créole haïtien / criollo haitiano; hu Ungarisch / hongrois / húngaro; hy Armenisch / arménien
    / armenio; hz héréro; id Indonesisch / indonésien / indonesio; ii Yi / yi du Sichuan / yi de Sichuán; ik
    Inupiak; is Isländisch / islandais / islandés; it Italienisch / italien / italiano; ja Japanisch / japonais /
    japonés; jv Javanisch / javanais / javanés; ka Georgisch / géorgien / georgiano; kg Kongolesisch / kikongo; kj
    Kwanyama; kk Kasachisch / kazajo; kl Grönländisch / groenlandais / groenlandés; km jemer; kn canarés; ko
    Koreanisch / coréen / coreano; kr kanouri; ks Kaschmiri / cachemiri / cachemir; ku Kurdisch / kurde / kurdo; kw
    Kornisch / cornique / córnico; ky Kirgisisch / kirghize / kirguís; la Latein / latín; lb Luxemburgisch /
    luxembourgeois / luxemburgués; li Limburgisch / limbourgeois / limburgués; lo Laotisch; lt Litauisch / lituanien
    / lituano; lu luba-katanga (kiluba); lv Lettisch / letton / letón; mg malgache; mh Marschallesisch / marshallais
    / marshalés; mi maori / maorí; mk Mazedonisch / macédonien / macedonio; ml malayálam; mn Mongolisch / mongol; mr
    maratí; ms Malaiisch / malais / malayo; mt Maltesisch / maltais / maltés; my Birmanisch / birman / birmano; na
    Nauruisch / nauruan / nauruano; nb Norwegisch (Bokmål) / norvégien bokmål / noruego bokmal; nd Nord-Ndebele /
    ndébélé du Nord / ndebele septentrional; ne Nepalesisch / népalais / nepalí; nl Niederländisch / néerlandais /
    neerlandés; nn Norwegisch (Nynorsk) / norvégien nynorsk / noruego nynorsk; no Norwegisch / norvégien / noruego;
    nr Süd-Ndebele / ndébélé du Sud / ndebele meridional; ny chewa; oc Okzitanisch / occitano; or Oriya; os
    Ossetisch / ossète / osético; pa pendjabi / punyabí; pl Polnisch / polonais / polaco; ps Paschtu / pachto /
    pastún; pt Portugiesisch / portugais / portugués; rm Rätoromanisch / romanche; rn roundi / kirundi; ro Rumänisch
    / roumain / rumano; ru Russisch / russe / ruso; sa sánscrito; sc Sardisch / sarde / sardo; sd sindi; se
    Nordsamisch / same du Nord / sami septentrional; sh Serbo-Kroatisch / serbo-croate / serbocroata; si
    Singhalesisch / cingalais / cingalés; sk Slowakisch / slovaque / eslovaco; sl Slowenisch / slovène / esloveno;
    sm Samoanisch / samoano; so somalí; sq Albanisch / albanais / albanés; sr Serbisch / serbe / serbio; ss Swazi /
    suazi; st Süd-Sotho / sotho du Sud / sotho meridional; su Sundanesisch / soundanais / sundanés; sv Schwedisch /
    suédois / sueco; sw Suaheli / suajili; ta tamoul; te télougou; tg Tadschikisch / tadjik / tayiko; th
    Thailändisch / thaï / tailandés; ti tigrigna / tigriña; tk Turkmenisch / turkmène / turcomano; tl tagalo; tn
    setsuana; to Tongaisch / tongien / tongano; tr Türkisch / turc / turco; tt Tatarisch / tártaro; ty Tahitisch /
    tahitien / tahitiano; ug Uigurisch / ouïghour / uigur; uk Ukrainisch / ukrainien / ucraniano; ur ourdou; uz
    Usbekisch / ouzbek / uzbeko; vi Vietnamesisch / vietnamien / vietnamita; wa Wallonisch / wallon / valón; wo
    wólof; yi Jiddisch / yidis; zh Chinesisch / chinois / chino; zu zoulou / zulú
"""
"""Of each language with a code of two letters the code, and likewise its names."""
