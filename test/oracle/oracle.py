"""Works out, from what members said, what a mutual-aid community's ledger must say. Shares no code with it.

Reads one community per line (JSON): its time, its plans' terms, its seals, and the accepted events of each in the order in
which they count. Writes what everybody owes and is owed. Standard library only.
"""

import hashlib
import heapq
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

DAY = 86_400_000
SILENCE = DISPUTE = 14 * DAY
ORDER = ["ballots", "notices", "silence", "lapse", "apportion", "dwindle", "plan-ends"]
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


class Spell:
    def __init__(self, member, tier, since, height, waiting):
        self.member, self.tier, self.since, self.height = member, tier, since, height
        self.covers = since + waiting
        self.former = []
        self.leaves = self.left = self.why = None

    def weight(self, tiers, begin, end):
        """The highest held after `begin` and before `end`."""
        held, start = [], 0
        for tier, until in self.former + [(self.tier, float("inf"))]:
            if until > begin and start < end:
                held.append(tiers[tier]["weight"])
            start = until
        return max(held)


class Plan:
    def __init__(self, ledger, plan):
        self.ledger, self.id, self.terms = ledger, plan["id"], plan["terms"]
        self.caps = self.terms["caps"]
        self.status, self.opened, self.closed, self.under = "proposed", None, None, None
        self.adopted, self.spells, self.shared, self.claims = {}, {}, {}, {}
        self.arrears, self.shortfalls = {}, {}
        self.enrolled = 0

    def period(self, ms):
        return period_of(self.terms["period"], ms, self.ledger.offset, self.opened)

    def latest(self, member):
        spells = self.spells.get(member, [])
        return spells[-1] if spells and spells[-1].left is None else None

    def open(self, ms, height):
        self.status, self.opened = "open", ms
        for member, tier in sorted(self.adopted.items()):
            self.spells[member] = [Spell(member, tier, ms, height, self.terms["waitingMs"])]
        self.enrolled = len(self.adopted)
        self.ledger.at(self.period(ms)[1], "apportion", self.id)

    def enrol(self, member, tier, ms, height):
        spell = self.latest(member)
        if spell is not None:
            spell.former.append((spell.tier, ms))
            spell.tier = tier
            return
        spells = self.spells.setdefault(member, [])
        waiting = self.terms["waitingMs"]
        if spells and spells[-1].why == "lapse":
            waiting = max(waiting, self.terms["graceMs"] + self.terms["lapseMs"])
        spells.append(Spell(member, tier, ms, height, waiting))
        self.count(1, ms)

    def end_spell(self, spell, ms, why):
        spell.left, spell.why = ms, why
        self.count(-1, ms)

    def count(self, change, ms):
        self.enrolled += change
        if self.status != "open":
            return
        if self.enrolled >= self.terms["minMembers"]:
            self.under = None
        elif self.under is None:
            self.under = ms
            self.ledger.at(self.dwindles(), "dwindle", self.id)

    def dwindles(self):
        """The end of the second whole period."""
        start, end = self.period(self.under)
        first = (start, end) if start == self.under else self.period(end)
        return self.period(first[1])[1]

    def close(self, ms):
        if self.status != "open" or self.under is None or self.dwindles() != ms:
            return
        self.status, self.closed, self.under = "closing", ms, None
        for member in self.spells:
            spell = self.latest(member)
            if spell is not None and spell.leaves is not None and spell.leaves > ms:
                spell.leaves = None
        self.ledger.at(ms + self.terms["runOffMs"], "plan-ends", self.id)

    def finish(self, ms):
        if self.status != "closing":
            return
        if self.period(ms)[0] == ms:
            for case in list(self.claims.values()) + list(self.shortfalls.values()):
                if case["since"] is not None and case["since"] < ms and not case["done"]:
                    case["done"] = True
        rest = [ms for each in self.shortfalls.values() if not each["done"]]
        rest += [max(ms, each["until"] or ms) for each in self.claims.values() if not each["done"]]
        if rest:
            self.ledger.at(self.period(max(rest))[1], "plan-ends", self.id)
            return
        for member in self.spells:
            spell = self.latest(member)
            if spell is not None:
                self.end_spell(spell, ms, "end")
        self.status = "ended"

    def roll(self, end, begin):
        """(member, weight, left or None) of who shares at this end, by member."""
        found = []
        for member in sorted(self.spells):
            spells = sorted(self.spells[member], key=lambda each: -each.since)
            frozen = self.closed is not None and self.closed < end
            judged = self.closed if frozen else end

            def ready(spell, ms):
                return (spell.since <= ms if frozen else spell.since < end) and (self.terms["waitingShares"] or spell.covers <= ms)

            full = [
                each
                for each in spells
                if ready(each, judged) and (each.left is None or (each.left > judged if frozen else each.left >= end))
            ]
            gone = [
                each
                for each in spells
                if ready(each, end) and each.left is not None and each.left < end <= each.left + self.terms["runOffMs"]
            ]
            if full:
                spell = full[0]
                left = spell.left if spell.why == "lapse" and spell.left < end else None
            elif gone:
                spell, left = gone[0], gone[0].left
            else:
                continue
            found.append((member, spell.weight(self.terms["tiers"], begin, end), left))
        return found

    def apportion(self, end, seed):
        """The postings of one period: [member, what, claim, transfer, amount]."""
        cases = [
            {"id": key, "kind": kind, "case": each, "member": each["member"], "open": each["aid"] - each["got"]}
            for kind, table in (("aid", self.claims), ("shortfall", self.shortfalls))
            for key, each in table.items()
            if not each["done"] and each["since"] is not None and each["since"] < end
        ]
        cases.sort(key=lambda each: each["id"])
        lines = self.divide(cases, end, seed) if cases else []
        self.ledger.at(self.period(end)[1], "apportion", self.id)
        last = end if self.closed is None else min(end, self.closed)
        for member in self.spells:
            spell = self.latest(member)
            if spell is not None and spell.leaves is not None and spell.leaves <= last:
                self.end_spell(spell, end, "leave")
        return lines

    def call(self, cases, capped, end):
        """What is called of each debt, by member."""
        room, called = sum(capped), {}
        for member in sorted(self.arrears):
            own = [amount for each, amount in zip(cases, capped) if each["kind"] == "aid" and each["member"] == member]
            spell = self.latest(member)
            back = spell is not None and spell.since < end
            most = sum(own) if own else self.arrears[member] if back else 0
            called[member] = min(self.arrears[member], most, room)
            room -= called[member]
        for member, amount in called.items():
            self.arrears[member] -= amount
            if self.arrears[member] == 0:
                del self.arrears[member]
        return called

    def divide(self, cases, end, seed):
        roll = self.roll(end, min(each["case"]["began"] for each in cases))
        year = self.opened + max(0, end - 1 - self.opened) // (365 * DAY) * 365 * DAY
        ceilings = [
            max(0, min(self.caps["perPeriod"] * w, self.caps["perYear"] * w - self.shared.get((year, m), 0)))
            for m, w, _ in roll
        ]
        groups = {}
        for i, each in enumerate(cases):
            began = each["case"]["began"]
            liable = tuple(place for place, (_, _, left) in enumerate(roll) if left is None or left > began)
            groups.setdefault(liable, []).append(i)
        capped, weights = [0] * len(cases), [0] * len(cases)
        for liable, members in groups.items():
            for i in members:
                weights[i] = sum(roll[place][1] for place in liable)
                capped[i] = cases[i]["open"]
                if self.caps["perCase"] is not None and cases[i]["kind"] == "aid":
                    capped[i] = min(capped[i], max(0, self.caps["perCase"] * weights[i] - cases[i]["case"]["got"]))
        called = self.call(cases, capped, end)
        fund = sum(called.values())
        room = fund + sum(ceilings[place] for place in {place for liable in groups for place in liable})
        scaled = largest_remainder(room, capped) if sum(capped) > room else capped
        start = int(tagged(b"period", bytes.fromhex(seed), bytes.fromhex(self.id), end.to_bytes(8, "big")), 16)
        shares, paid = [0] * len(roll), [0] * len(cases)
        for liable in sorted(groups, key=len):
            members = groups[liable]
            total = sum(scaled[i] for i in members)
            taken = min(fund, total)
            fund -= taken
            part = water(
                total - taken,
                [roll[place][1] for place in liable],
                [ceilings[place] - shares[place] for place in liable],
                start,
            )
            for place, share in zip(liable, part):
                shares[place] += share
            kept = [scaled[i] for i in members]
            if sum(part) + taken < total:
                kept = largest_remainder(sum(part) + taken, kept)
            for i, amount in zip(members, kept):
                paid[i] = amount
        for i, each in enumerate(cases):
            each["case"]["got"] += paid[i]
            short = paid[i] < capped[i] if weights[i] > 0 else self.enrolled > 0
            each["case"]["done"] = not (self.terms["excess"] == "defer" and short)
        for (member, _, _), share in zip(roll, shares):
            self.shared[(year, member)] = self.shared.get((year, member), 0) + share
        lines = [[member, "share", None, None, -share] for (member, _, _), share in zip(roll, shares)]
        lines += [[member, "arrears", None, None, -amount] for member, amount in called.items()]
        for each, amount in zip(cases, paid):
            ids = [each["id"], None] if each["kind"] == "aid" else [None, each["id"]]
            lines.append([each["member"], each["kind"], *ids, amount])
        return [line for line in lines if line[4] != 0]


class Ledger:
    def __init__(self, community):
        self.offset = community["utcOffsetMinutes"]
        self.plans = {plan["id"]: Plan(self, plan) for plan in community["plans"]}
        self.ballots, self.transfers, self.postings, self.queue = {}, {}, [], []
        self.through = [0]

    def at(self, ms, rule, subject):
        heapq.heappush(self.queue, (ms, ORDER.index(rule), subject))

    def seal(self, seal):
        self.height, self.now, self.since = seal["height"], seal["throughMs"], self.through[-1]
        self.seed, self.sums = seal["seed"], {}
        for event in seal["events"]:
            getattr(self, event["kind"], lambda event: None)(event)
            self.turn_up(event)
        while self.queue and self.queue[0][0] <= self.now:
            entry = ms, rule, subject = heapq.heappop(self.queue)
            while self.queue and self.queue[0] == entry:
                heapq.heappop(self.queue)
            self.run(ORDER[rule], subject, ms)
        for plan in self.plans.values():
            if plan.status == "proposed" and len(plan.adopted) >= plan.terms["minMembers"]:
                plan.open(self.now, self.height)
        self.net(seal["prevSeal"])
        self.through.append(self.now)

    def run(self, rule, subject, ms):
        if rule == "ballots":
            self.decide(subject, ms)
        elif rule == "notices":
            claim, plan = self.claim_of(subject)
            claim["since"], claim["until"], claim["done"] = ms, None, claim["aid"] == 0
        elif rule == "silence":
            if self.transfers[subject]["silence"] == ms:
                self.receive(subject, self.rest(subject), ms)
        elif rule == "lapse":
            self.lapse(subject, ms)
        elif rule == "dwindle":
            self.plans[subject].close(ms)
        elif rule == "plan-ends":
            self.plans[subject].finish(ms)
        else:
            for line in self.plans[subject].apportion(ms, self.seed):
                self.postings.append([subject, ms, *line, self.height])
                self.sums.setdefault(line[0], []).append((subject, line[4]))

    # what people say

    def adopt(self, event):
        self.plans[event["body"]["plan"]].adopted[event["member"]] = event["body"]["tier"]

    def enrol(self, event):
        self.plans[event["body"]["plan"]].enrol(event["member"], event["body"]["tier"], self.now, self.height)

    def leave(self, event):
        plan = self.plans[event["body"]["plan"]]
        plan.latest(event["member"]).leaves = plan.period(self.now)[1] if event["body"]["on"] else None

    def claim(self, event):
        plan, member = self.plans[event["body"]["plan"]], event["member"]
        there = [
            each
            for each, spells in plan.spells.items()
            if any(s.height < self.height and (s.left is None or s.left > self.since) for s in spells)
        ]
        closes = self.now + plan.terms["voteMs"]
        asked = event["body"]["amount"]
        plan.claims[event["id"]] = {
            "member": member, "asked": asked, "aid": 0, "got": 0, "done": False,
            "since": None, "until": closes, "began": self.since,
        }  # fmt: skip
        electors = len([each for each in there if each != member])
        self.ballots[event["id"]] = {
            "plan": plan, "closes": closes, "electors": electors, "words": {}, "last": False, "open": True,
        }  # fmt: skip
        self.at(closes, "ballots", event["id"])

    def vote(self, event):
        self.ballots[event["body"]["ballot"]]["words"][event["member"]] = event["body"]

    def pay(self, event):
        transfer = self.transfers[event["body"]["transfer"]]
        transfer.update(paid=self.now, stopped=self.since, height_paid=self.height, silence=None)

    def receipt(self, event):
        self.receive(event["body"]["transfer"], event["body"]["amount"], self.now)

    def dispute(self, event):
        transfer = self.transfers[event["body"]["transfer"]]
        transfer.update(disputed=event["id"], silence=None)
        self.ballots[event["id"]] = {"transfer": event["body"]["transfer"], "words": {}, "open": True}
        self.at(self.now + DISPUTE, "ballots", event["id"])

    def turn_up(self, event):
        if event["kind"] in ("witness", "beacon"):
            return
        for key, transfer in self.transfers.items():
            waits = transfer["paid"] is not None and transfer["disputed"] is None and transfer["settled"] is None
            if not waits or transfer["to"] != event["member"] or transfer["silence"] is not None:
                continue
            if event["anchored"] >= transfer["height_paid"]:
                transfer["silence"] = self.now + SILENCE
                self.at(transfer["silence"], "silence", key)

    # ballots

    def claim_of(self, key):
        plan = self.ballots[key]["plan"]
        return plan.claims[key], plan

    def decide(self, key, ms):
        ballot = self.ballots[key]
        words = list(ballot["words"].values())
        if not ballot["open"]:
            return
        said = {choice: len([w for w in words if w["choice"] == choice]) for choice in ("yes", "no", "abstain")}
        if "transfer" in ballot:
            ballot["open"] = False
            if said["yes"] > said["no"]:
                self.receive(ballot["transfer"], self.rest(ballot["transfer"]), ms)
            else:
                self.run_on(ballot["transfer"], ms)
            return
        claim, plan = self.claim_of(key)
        terms, electors = plan.terms, ballot["electors"]
        if not words or Fraction(len(words), electors) < Fraction(terms["quorumPermille"], 1000):
            if not ballot["last"]:
                ballot["last"], claim["until"] = True, ms + terms["voteMs"]
                self.at(claim["until"], "ballots", key)
                return
            if len(words) < min(electors, max(3, -(-electors // 10))):
                claim["done"], ballot["open"] = True, False
                return
        ballot["open"] = False
        votes = said["yes"] + said["no"]
        if votes == 0:
            claim["done"] = True
            return
        claim["until"] = ms + terms["noticeMs"]
        if said["yes"] > 0 and Fraction(said["yes"], votes) >= Fraction(terms["thresholdPermille"], 1000):
            yes = [w["amount"] if w["amount"] is not None else claim["asked"] for w in words if w["choice"] == "yes"]
            claim["aid"] = min(sorted(yes)[(len(yes) - 1) // 2], claim["asked"])
        self.at(claim["until"], "notices", key)

    # transfers

    def rest(self, key):
        return self.transfers[key]["amount"] - self.transfers[key]["received"]

    def receive(self, key, amount, ms):
        transfer = self.transfers[key]
        transfer["received"] += amount
        if transfer["received"] < transfer["amount"]:
            self.run_on(key, ms)
            return
        self.answered(transfer)
        transfer["settled"] = ms

    def answered(self, transfer):
        if transfer["disputed"] is not None:
            self.ballots[transfer["disputed"]]["open"] = False
        transfer.update(silence=None, disputed=None)

    def run_on(self, key, ms):
        transfer = self.transfers[key]
        if transfer["paid"] is None:
            return
        self.answered(transfer)
        stood = ms - transfer["stopped"]
        transfer.update(due=transfer["due"] + stood, lapses=transfer["lapses"] + stood, paid=None, stopped=None)
        self.at(transfer["lapses"], "lapse", key)

    def lapse(self, key, ms):
        transfer = self.transfers[key]
        if transfer["lapses"] != ms or any(transfer[each] is not None for each in ("paid", "settled", "void")):
            return
        transfer["void"] = ms
        plans = sorted(transfer["dues"])
        for plan, amount in zip(plans, largest_remainder(self.rest(key), [transfer["dues"][p] for p in plans])):
            if amount == 0:
                continue
            plan = self.plans[plan]
            plan.arrears[transfer["from"]] = plan.arrears.get(transfer["from"], 0) + amount
            spell = plan.latest(transfer["from"])
            if spell is not None:
                plan.end_spell(spell, ms, "lapse")
            if plan.status != "ended" and plan.terms["shortfall"] == "spread":
                plan.shortfalls[key] = {
                    "member": transfer["to"], "aid": amount, "got": 0, "done": False, "since": ms, "began": ms,
                }  # fmt: skip

    def net(self, prev):
        balances = {member: sum(amount for _, amount in lines) for member, lines in self.sums.items()}
        owing = [[member, -sum_] for member, sum_ in sorted(balances.items()) if sum_ < 0]
        owed = [[member, sum_] for member, sum_ in sorted(balances.items()) if sum_ > 0]
        while owing:
            (payer, _), (payee, _) = owing[0], owed[0]
            amount = min(owing[0][1], owed[0][1])
            key = tagged(b"transfer", *(bytes.fromhex(each) for each in (prev or "00" * 32, payer, payee)))
            terms = [self.plans[plan].terms for plan, _ in self.sums[payer]]
            due = self.now + max(each["graceMs"] for each in terms)
            dues = {}
            for plan, line in self.sums[payer]:
                if line < 0:
                    dues[plan] = dues.get(plan, 0) - line
            self.transfers[key] = {
                "height": self.height, "from": payer, "to": payee, "amount": amount, "received": 0,
                "due": due, "lapses": due + max(each["lapseMs"] for each in terms), "dues": dues,
                "settled": None, "void": None, "paid": None, "stopped": None, "silence": None, "disputed": None,
            }  # fmt: skip
            self.at(self.transfers[key]["lapses"], "lapse", key)
            for side in (owing, owed):
                side[0][1] -= amount
                if side[0][1] == 0:
                    side.pop(0)

    def books(self):
        shown = ("height", "from", "to", "amount", "received", "due", "lapses", "settled", "void")
        return {
            "postings": self.postings,
            "transfers": [[key, *(row[each] for each in shown)] for key, row in self.transfers.items()],
            "arrears": [[plan.id, *row] for plan in self.plans.values() for row in plan.arrears.items()],
            "shortfalls": [
                [plan.id, key, row["aid"], row["got"]] for plan in self.plans.values() for key, row in plan.shortfalls.items()
            ],
            "places": [
                [plan.id, spell.member, spell.since, spell.left]
                for plan in self.plans.values()
                for spells in plan.spells.values()
                for spell in spells
            ],
        }


def work_out(community):
    ledger = Ledger(community)
    for seal in community["seals"]:
        ledger.seal(seal)
    return ledger.books()


for line in sys.stdin:
    print(json.dumps(work_out(json.loads(line))))
