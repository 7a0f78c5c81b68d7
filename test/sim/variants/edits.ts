/** One change of the shipping source: `find` stands exactly once in `file`. */
export interface Edit {
  /** from the project's folder */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const QUORUM = "return (seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1;";
const QUORUM_LESS_ONE = "return Math.max(1, ((seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1) - 1);";
const LIARS = "return 2 * quorumOf(seats) - seats - 1;";

/** The same r: the cut and the liars count on it. */
const QUORUM_TOO_SMALL: readonly Edit[] = [
  { file: "src/seal/quorum.ts", find: QUORUM, replace: QUORUM_LESS_ONE },
  {
    file: "src/seal/quorum.ts",
    find: LIARS,
    replace: "return seats < 4 ? 0 : 2 * (quorumOf(seats) + 1) - seats - 1;",
  },
];
const NO_LOCK: readonly Edit[] = [
  {
    file: "src/seal/agreement.ts",
    find: "if (this.#lock.value !== null && this.#lock.value !== value) return false;",
    replace: "",
  },
  {
    file: "src/seal/agreement.ts",
    find: "if (this.#lock.round > before && this.#lock.value !== value) return false;",
    replace: "",
  },
];

/** What is changed in a variant of the program, by its name. */
export const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  // no mistake: the rule that the liveness table is compared with
  "two-thirds": [
    { file: "src/seal/quorum.ts", find: QUORUM, replace: "return Math.floor((2 * seats) / 3) + 1;" },
  ],
  "quorum-one-too-small": QUORUM_TOO_SMALL,
  "no-lock": NO_LOCK,
  "no-lock-unseen": NO_LOCK,
  "forgotten-last-sign": [
    {
      file: "src/peer/outbox.ts",
      find: "this.persist({ sync: true, messages: [...because, ...given], lastSign });",
      replace: "this.persist({ messages: [...because, ...given] });",
    },
  ],
  "sent-before-durable": [
    {
      file: "src/peer/outbox.ts",
      find: "this.persist({ sync: true, messages: [...because, ...given], lastSign });",
      replace: "",
    },
    {
      file: "src/peer/outbox.ts",
      find: 'for (const { bytes } of given) this.push({ type: "gossip", topic: "seal", bytes });',
      replace:
        'for (const { bytes } of given) this.push({ type: "gossip", topic: "seal", bytes }); this.persist({ sync: true, messages: [...because, ...given], lastSign });',
    },
  ],
  "cut-from-one-report": [
    {
      file: "src/seal/cut.ts",
      find: "feedCut(columns.get(device) ?? [], liars + 1)",
      replace: "feedCut(columns.get(device) ?? [], 1)",
    },
  ],
  "cut-needs-all-reports": [
    {
      file: "src/seal/cut.ts",
      find: "feedCut(columns.get(device) ?? [], liars + 1)",
      replace: "feedCut(columns.get(device) ?? [], reports.length)",
    },
  ],
  "round-in-seal-id": [
    {
      file: "src/peer/sealing.ts",
      find: "valueOf: (proposal) => sealIdOf(proposal.header),",
      replace:
        'valueOf: ({ header, validRound }) => validRound === null ? sealIdOf(header) : sealIdOf(header).slice(8) + String(validRound).padStart(8, "0"),',
    },
  ],
  "seats-in-seals": [
    {
      file: "src/ledger/rules/seats.ts",
      find: "state.witnesses.set(member, { ...witness, seenMs: throughMs });",
      replace: "state.witnesses.set(member, { ...witness, seenMs: throughMs, height });",
    },
    {
      file: "src/ledger/rules/seats.ts",
      find: "function noteReports(state: State, { reporters, throughMs }: RuleContext)",
      replace: "function noteReports(state: State, { reporters, throughMs, height }: RuleContext)",
    },
    {
      file: "src/ledger/rules/seats.ts",
      find: "const eligible = eligibleSeats(state, context.throughMs);",
      replace: "const eligible = eligibleSeats(state, context.throughMs, context.height);",
    },
    {
      file: "src/ledger/rules/seats.ts",
      find: "function eligibleSeats(state: State, nowMs: number)",
      replace: "function eligibleSeats(state: State, nowMs: number, height: number)",
    },
    {
      file: "src/ledger/rules/seats.ts",
      find: "const { seatExpiryMs } = charterOf(state);",
      replace: "const { seatExpiryMs, sealEveryMs } = charterOf(state);",
    },
    {
      file: "src/ledger/rules/seats.ts",
      find: "nowMs - witness.seenMs <= seatExpiryMs;",
      replace: "height - witness.height <= seatExpiryMs / sealEveryMs;",
    },
  ],
  "old-postings-forgotten": [
    {
      file: "src/ledger/rules/netting.ts",
      find: "const sums = new Map<MemberId, Sum>();",
      replace:
        "const sums = new Map<MemberId, Sum>(); for (const [key, { periodEndMs }] of state.postings.entries()) if (periodEndMs <= sinceMs) state.postings.delete(key);",
    },
  ],
  "odd-unit-lost": [
    {
      file: "src/ledger/rules/apportion.ts",
      find: 'postings.push({ ...owed, member, what: "share", amount: negate(share) });',
      replace:
        'postings.push({ ...owed, member, what: "share", amount: negate(money(postings.length === 0 ? share - 1 : share)) });',
    },
    {
      file: "src/ledger/rules/apportion.ts",
      find: 'assert(sumMoney(postings.map(({ amount }) => amount)) === 0, "a period\'s postings sum to zero");',
      replace: "",
    },
    {
      file: "src/ledger/net-transfers.ts",
      find: 'assert(next === owed.length, "balances that sum to zero");',
      replace: "",
    },
  ],
  "receipt-counted-twice": [
    {
      file: "src/events/payees-word.ts",
      find: 'if (transfer.settledMs !== null) return fail("settled-already");',
      replace: "",
    },
    {
      file: "src/events/kinds/receipt.ts",
      find: 'if (body.amount > openRest(transfer.value)) return refuse("amount-over-transfer");',
      replace: "",
    },
  ],
  "acknowledged-early": [
    {
      file: "src/peer/outbox.ts",
      find: 'this.push({ type: "answer", token, result });',
      replace: 'this.#outputs.unshift({ type: "answer", token, result });',
    },
  ],
  "second-seal-overlooked": [
    {
      file: "src/peer/seal-watch.ts",
      find: "if (areTwoSeals(two, seats, this.#port.verify)) this.#hold(two);",
      replace: "if (areTwoSeals(two, seats, this.#port.verify)) continue;",
    },
  ],
  "certificate-unchecked": [
    {
      file: "src/peer/check-seal.ts",
      find: "return verifyCertificate(header, certificate, seats, verify)",
      replace: "return true || verifyCertificate(header, certificate, seats, verify)",
    },
  ],
  "order-of-arrival": [
    {
      file: "src/peer/open-feeds.ts",
      find: "return [...this.#feeds.keys()].sort(compareText).flatMap((device) => this.of(device));",
      replace: "return [...this.#feeds.keys()].flatMap((device) => this.of(device));",
    },
    {
      file: "src/ledger/take-cut.ts",
      find: "return [...feeds].sort(([a], [b]) => compareText(a, b));",
      replace: "return [...feeds];",
    },
    {
      file: "src/ledger/order.ts",
      find: "compareNumber(a.rank, b.rank) || compareText(a.lot, b.lot) || a.event.seq - b.event.seq",
      replace: "compareNumber(a.rank, b.rank)",
    },
  ],
  "words-kept-for-ever": [
    {
      file: "src/peer/chronicle.ts",
      find: "outbox.persist({ sync: live, events: unstored, seals, messages, messagesDoneThrough: height });",
      replace: "outbox.persist({ sync: live, events: unstored, seals, messages });",
    },
  ],
};
