"""Invented names: surnames and given names that are common in the Netherlands, freely combined."""

import random
from dataclasses import dataclass


def _namen(tekst: str) -> tuple[str, ...]:
    return tuple(naam for regel in tekst.split("\n") for naam in regel.split("|") if naam)


# A surname with its voorvoegsel before the comma, if it has one.
_NEDERLANDS = _namen("""
Jansen|de,Vries|van den,Berg|van,Dijk|Bakker|Visser|Smit|Meijer|de,Boer|Mulder|de,Groot|Bos|Vos
Peters|Hendriks|van,Leeuwen|Dekker|Brouwer|de,Wit|Dijkstra|Smits|de,Graaf|van der,Meer
van der,Linden|Kok|Jacobs|de,Haan|Vermeulen|van den,Heuvel|van der,Veen|van den,Broek|de,Bruijn
van der,Heijden|Schouten|van,Beek|Willems|van,Vliet|van de,Ven|Hoekstra|Maas|Verhoeven|Koster
van,Dam|Prins|Blom|Huisman|Peeters|Kuipers|van,Veen|Kramer|Bosman|Postma|in 't,Veld|van 't,Hof
op den,Camp|ter,Beek|ten,Brinke|Zoëtemelk|Crümmer|Brandsma|Kuijpers|Wolters|Scholten|Veenstra
Hofman|van,Loon|Gerritsen|Roelofs|Thijssen
""")
_ELDERS = _namen("""
Yılmaz|Kaya|Demir|Çelik|Şahin|Öztürk|Aydın|Doğan|Arslan|Koç|El,Amrani|El,Idrissi|Bouali|Benali
Amrani|Bouzid|Ouali|Haddou|Aït Lahcen|Chaoui|Ben Salah|Martina|Maduro|Girigorie|Felicia|Winklaar
Sambo|Ramdin|Ramkhelawan|Sewnarain|Kartosen|Pinas|Wijngaarde|Lie A Fat|Kowalski|Wiśniewski|Wójcik
Zieliński|Łukasik|Popescu|Ionescu|Dumitrașcu|Đorđević|Petrović|Kovačević|Hadžić|Nguyễn|Trần
Al Hassan|Al Khatib|Haddad|Tesfay|Gebremariam|Warsame|Abdi|Mohamud|Diallo|Okafor|Silva Lopes
Nóbrega|Müller|Čech|Tóth|García Núñez
""")
_MAN = _namen("""
Jan|Pieter|Kees|Daan|Sem|Lars|Bram|Thijs|Ruben|Joost|Sjoerd|Wouter|Martijn|Dennis|Kevin|Jeroen
Mark|Stefan|Michel|Ricardo|Jordy|Mike|Rens|Tim|Hendrik|Johannes|Gerrit|Willem|Niels|Patrick|René
Noël|Chaïm|Mohamed|Youssef|Ömer|Mehmet|Emre|Hüseyin|Ibrahim|Bilal|Rachid|Hamza|Soufiane|Karim
Łukasz|Paweł|Krzysztof|Đorđe|Goran|Ștefan|Radu|Jurgen|Rudsel|Shurendy|Giovanni|Ashwin|Dinesh|Radj
Samuel|Yonas|Abdirahman|Minh|José|João|Mikołaj|András
""")
_VROUW = _namen("""
Anna|Maria|Zoë|Chloë|Sanne|Fleur|Femke|Esmée|Danique|Kim|Linda|Wilma|Monique|Naïma|Fatima|Samira
Ayşe|Zeynep|Şeyma|Agnieszka|Małgorzata|Elena|Ioana|Shanice|Rochelle|Priya|Selam|Hodan|Inês|Thuỳ
""")
_DEEL_ELDERS = 0.45


@dataclass(frozen=True, slots=True)
class Naam:
    geslachtsnaam: str
    voorvoegsel: str | None
    voornamen: str | None


def draw_naam(rng: random.Random, *, vrouw: bool) -> Naam:
    """Draw a name; one in fifty has no known given names."""
    lijst = _ELDERS if rng.random() < _DEEL_ELDERS else _NEDERLANDS
    voorvoegsel, _, geslachtsnaam = rng.choice(lijst).rpartition(",")
    voornamen = rng.sample(_VROUW if vrouw else _MAN, rng.choice((1, 1, 1, 2, 2, 3)))
    bekend = rng.random() >= 0.02
    return Naam(geslachtsnaam, voorvoegsel or None, " ".join(voornamen) if bekend else None)
