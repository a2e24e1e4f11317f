#!/usr/bin/env python3
"""Writes lexicon/persons.tsv: nouns whose first sense in WordNet (Debian package wordnet-base) is a person.

    tools/make_persons.py /usr/share/wordnet > lexicon/persons.tsv

A word that also names a thing counts only where WordNet's tagged texts have it. Words that news uses mostly otherwise are left
out, group words that count people are put in by hand, below.
"""
import re
import sys

OUT = """digger star record head back case carrier second figure model critic ally rival dummy sucker cracker ram baby
poster cooker killer slot subject source hand hands key number party post match light lock box bit one two three jack joe
john guy mark bill dick bob harry monitor transformer tracer cutter ripper stripper starter settler liner boomer burner
crusher bomber fighter cruiser destroyer crawler cleaner trailer printer scanner counter server reader router folder holder
smoker tanker trader pointer speaker player dealer spoiler character relation relative personality celebrity love light
crown original chief authority influence brain mouth match beauty picture wonder marvel sensation hit flop victory success
failure nobody somebody anybody everybody great good pro con black white red dark brown blond green blue grey purple
conservative liberal moderate radical extreme primitive natural supreme prime premier superior inferior junior senior minor
major general private regular standard count duke sire lord god angel devil ghost spirit vision agent principal
representative operative active common commoner match equal peer double single twin triplet quad set local native foreign
chair board staff bench cast crew team stock share bond issue voice driver witness""".split()
IN = """people person man woman child boy girl baby guy agent staff personnel police troop crew witness driver fighter trader
speaker player dealer smoker settler holder leader relative critic ally rival character fan follower official individual
adult teen teenager kid infant senior junior conservative liberal chief general subject source representative principal
extremist moderate native local hand victim casualty fatality survivor celebrity cleaner soul life humanitarian
black white refugee migrant american european african asian israeli palestinian russian ukrainian german italian indian
canadian mexican australian iraqi iranian syrian afghan pakistani turk briton frenchman englishman spaniard peer twin
congressperson chairperson spokesperson police-officer firefighter paramedic responder shopper commuter holidaymaker
caller visitor attendee participant marcher protester demonstrator rescuer donor backer striker pilgrim worshipper
evacuee returnee abductee trainee interviewee detainee retiree inmate male female other gunman shooter attacker bomber assailant suspect""".split()
wordnet = sys.argv[1]
person, thing = set(), set()
with open(wordnet + "/data.noun", encoding="latin-1") as f:
    for line in f:
        if line[:2] == "  ":
            continue
        part = line.split()
        if part[1] == "18" and " @i " not in line:
            person.add(part[0])
        if part[1] == "06":
            thing.add(part[0])
words = set()
with open(wordnet + "/index.noun", encoding="latin-1") as f:
    for line in f:
        if line[:2] == "  ":
            continue
        part = line.split()
        rest = part[4 + int(part[3]):]
        tagged, senses = int(rest[1]), rest[2:]
        if not tagged and any(x in thing for x in senses):
            continue
        if senses[0] in person and re.fullmatch("[a-z]{3,}", part[0]):
            words.add(part[0])
words = (words - set(OUT)) | set(IN)
print("# Nouns that count people: made by tools/make_persons.py from WordNet 3.0 (first sense a person).\nnoun")
for w in sorted(words):
    print(w)
