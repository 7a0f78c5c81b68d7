"""Works out, from what members said, what a mutual-aid community's ledger must say. Shares no code with it.

Reads one community per line (JSON), writes its postings and transfers per line. Standard library only.
"""

import hashlib
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

DAY = 86_400_000
EPOCH = date(1970, 1, 1)


def tagged(domain, *parts):
    return hashlib.sha256(b"huzhu/" + domain + b"/1\0" + b"".join(parts)).hexdigest()


def local_day(ms, offset):
    return (ms + offset * 60_000) // DAY


def start_of(day, offset):
    return day * DAY - offset * 60_000


def period_of(period, ms, offset, opened):
    """(start, end) of the period that holds the moment."""
    if period["kind"] == "interval":
        every = period["everyMs"]
        start = opened + (ms - opened) // every * every
        return start, start + every
    today = EPOCH + timedelta(days=local_day(ms, offset))
    month = today.replace(day=1)
    following = (month + timedelta(days=31)).replace(day=1)
    if period["kind"] == "week":
        first = today - timedelta(days=today.weekday())
        after = first + timedelta(days=7)
    elif period["kind"] == "month":
        first, after = month, following
    elif today.day < 16:
        first, after = month, month.replace(day=16)
    else:
        first, after = month.replace(day=16), following
    return tuple(start_of((day - EPOCH).days, offset) for day in (first, after))


def largest_remainder(total, amounts):
    """Parts of the total in proportion; odd units to the largest fractions, then in the order given."""
    whole = sum(amounts)
    quotas = [Fraction(total * amount, whole) for amount in amounts]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    order = sorted(range(len(amounts)), key=lambda i: (parts[i] - quotas[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def water(total, weights, ceilings, start):
    """Shares that rise together by weight until each ceiling; odd units round the tied from `start` on."""
    shares = [0] * len(weights)
    open_places = [i for i in range(len(weights))]
    left = total
    while open_places:
        level = Fraction(left, sum(weights[i] for i in open_places))
        full = [i for i in open_places if level * weights[i] >= ceilings[i]]
        if not full:
            break
        for i in full:
            shares[i] = ceilings[i]
            left -= ceilings[i]
        open_places = [i for i in open_places if i not in full]
    if not open_places:
        return shares
    fractions = {}
    for i in open_places:
        quota = level * weights[i]
        shares[i] = quota.numerator // quota.denominator
        fractions[i] = quota - shares[i]
    odd = left - sum(shares[i] for i in open_places)
    for fraction in sorted(set(fractions.values()), reverse=True):
        tied = [i for i in open_places if fractions[i] == fraction]
        if odd >= len(tied):
            lucky = tied
        else:
            first = start % len(tied)
            lucky = (tied[first:] + tied[:first])[:odd]
        for i in lucky:
            shares[i] += 1
        odd -= len(lucky)
        if odd == 0:
            break
    return shares


def decide(claim, terms):
    """Sets what a claim's ballot comes to: the aid, and when it is payable."""
    words, in_time = claim["words"], claim["wordsInTime"]
    closes = claim["filedMs"] + terms["voteMs"]
    if in_time and len(in_time) * 1000 >= claim["electors"] * terms["quorumPermille"]:
        words = in_time
    else:
        closes += terms["voteMs"]
    if not words or len(words) * 1000 < claim["electors"] * terms["quorumPermille"]:
        fewest = min(claim["electors"], max(3, -(-claim["electors"] // 10)))
        if len(words) < fewest:
            return None
    yes = [word["amount"] if word["amount"] is not None else claim["asked"] for word in words if word["choice"] == "yes"]
    no = [word for word in words if word["choice"] == "no"]
    if not yes or len(yes) * 1000 < (len(yes) + len(no)) * terms["thresholdPermille"]:
        return None
    middle = sorted(yes)[(len(yes) - 1) // 2]
    return min(middle, claim["asked"]), closes + terms["noticeMs"]


class Plan:
    def __init__(self, plan, community):
        self.__dict__.update(plan)
        self.community = community
        self.caps = self.terms["caps"]
        self.shared = {}
        self.cases = []
        for claim in sorted(self.claims, key=lambda each: each["id"]):
            outcome = decide(claim, self.terms)
            if outcome is not None:
                self.cases.append({**claim, "aid": outcome[0], "payableMs": outcome[1], "got": 0, "done": False})

    def sharers(self, end, height):
        """(member, weight, left or None), by member."""
        found = {}
        for spell in sorted(self.spells, key=lambda each: -each["sinceMs"]):
            ready = spell["sinceHeight"] < height and (self.terms["waitingShares"] or spell["coversFromMs"] <= end)
            left = spell["leftMs"]
            if not ready:
                continue
            weight = self.terms["tiers"][spell["tier"]]["weight"]
            if left is None or left >= end:
                found[spell["member"]] = (weight, None)
            elif end <= left + self.terms["runOffMs"] and spell["member"] not in found:
                found[spell["member"]] = (weight, left)
        return [(member, *found[member]) for member in sorted(found)]

    def run(self, end, height, seed):
        """The postings of one period: [member, claim or None, amount]."""
        cases = [each for each in self.cases if not each["done"] and each["payableMs"] < end]
        if not cases:
            return []
        sharers = self.sharers(end, height)
        year = self.openedMs + max(0, end - 1 - self.openedMs) // (365 * DAY) * 365 * DAY
        ceilings = [
            max(0, min(self.caps["perPeriod"] * w, self.caps["perYear"] * w - self.shared.get((year, m), 0)))
            for m, w, _ in sharers
        ]
        groups = {}
        for i, case in enumerate(cases):
            liable = tuple(
                place for place, (_, _, left) in enumerate(sharers) if left is None or left > case["beganMs"]
            )
            groups.setdefault(liable, []).append(i)
        capped, weights = [0] * len(cases), [0] * len(cases)
        for liable, members in groups.items():
            for i in members:
                weights[i] = sum(sharers[place][1] for place in liable)
                capped[i] = cases[i]["aid"] - cases[i]["got"]
                if self.caps["perCase"] is not None:
                    capped[i] = min(capped[i], max(0, self.caps["perCase"] * weights[i] - cases[i]["got"]))
        room = sum(ceilings[place] for place in {place for liable in groups for place in liable})
        scaled = largest_remainder(room, capped) if sum(capped) > room else capped
        start = int(tagged(b"period", bytes.fromhex(seed), bytes.fromhex(self.id), end.to_bytes(8, "big")), 16)
        shares, paid = [0] * len(sharers), [0] * len(cases)
        for liable in sorted(groups, key=len):
            members = groups[liable]
            total = sum(scaled[i] for i in members)
            part = water(
                total, [sharers[place][1] for place in liable], [ceilings[place] - shares[place] for place in liable], start
            )
            for place, share in zip(liable, part):
                shares[place] += share
            kept = [scaled[i] for i in members]
            if sum(part) < total:
                kept = largest_remainder(sum(part), kept)
            for i, amount in zip(members, kept):
                paid[i] = amount
        enrolled = sum(1 for s in self.spells if s["sinceHeight"] <= height and (s["leftMs"] is None or s["leftMs"] >= end))
        for i, case in enumerate(cases):
            case["got"] += paid[i]
            short = paid[i] < capped[i] if weights[i] > 0 else enrolled > 0
            case["done"] = not (self.terms["excess"] == "defer" and short)
        for (member, _, _), share in zip(sharers, shares):
            self.shared[(year, member)] = self.shared.get((year, member), 0) + share
        lines = [[member, None, -share] for (member, _, _), share in zip(sharers, shares) if share > 0]
        return lines + [[case["member"], case["id"], amount] for case, amount in zip(cases, paid) if amount > 0]


def net(balances):
    owing = [[member, -sum_] for member, sum_ in sorted(balances.items()) if sum_ < 0]
    owed = [[member, sum_] for member, sum_ in sorted(balances.items()) if sum_ > 0]
    transfers = []
    while owing:
        amount = min(owing[0][1], owed[0][1])
        transfers.append([owing[0][0], owed[0][0], amount])
        for side in (owing, owed):
            side[0][1] -= amount
            if side[0][1] == 0:
                side.pop(0)
    return transfers


def work_out(community):
    """Every period end of every plan in its turn, whether or not anything is due then."""
    offset = community["utcOffsetMinutes"]
    plans = [Plan(plan, community) for plan in community["plans"]]
    ends = {plan.id: period_of(plan.terms["period"], plan.openedMs, offset, plan.openedMs)[1] for plan in plans}
    postings, transfers = [], []
    for seal in community["seals"]:
        balances = {}
        for plan in plans:
            while ends[plan.id] <= seal["throughMs"]:
                end = ends[plan.id]
                for member, claim, amount in plan.run(end, seal["height"], seal["seed"]):
                    postings.append([plan.id, end, member, claim, amount, seal["height"]])
                    balances[member] = balances.get(member, 0) + amount
                ends[plan.id] = period_of(plan.terms["period"], end, offset, plan.openedMs)[1]
        transfers += [[seal["height"], *line] for line in net(balances)]
    return {"postings": postings, "transfers": transfers}


for line in sys.stdin:
    print(json.dumps(work_out(json.loads(line))))
