import type { Sentence } from "./sentence.ts";

/** Steps of a share, of aid received and of a payment. */
export const MONEY_STEP_WORDS = {
  "share-period": {
    en: "Plan {plan}, {from} to {to}, worked out in seal {seal}.",
    hant: "計畫 {plan}，{from} 至 {to}，於第 {seal} 次定案算出。",
    hans: "计划 {plan}，{from} 至 {to}，于第 {seal} 次定案算出。",
  },
  "share-case": {
    en: "{for} was granted {aid}, of which {open} was open; {paid} is shared now (claim {claim}).",
    hant: "{for} 獲互助金 {aid}，其中 {open} 尚未分攤；本期分攤 {paid}（申請 {claim}）。",
    hans: "{for} 获互助金 {aid}，其中 {open} 尚未分摊；本期分摊 {paid}（申请 {claim}）。",
  },
  "share-case-cut": {
    en: "The ceiling per case times a weight of {weights} together cuts {open} for {for} to {capped} (claim {claim}).",
    hant: "每案上限乘以總權重 {weights}，使 {for} 的 {open} 降為 {capped}（申請 {claim}）。",
    hans: "每案上限乘以总权重 {weights}，使 {for} 的 {open} 降为 {capped}（申请 {claim}）。",
  },
  "share-made-good": {
    en: "{for} did not get {open} of payment {transfer}, which was never made; {paid} of it is made good now.",
    hant: "{for} 有 {open} 沒收到（逾期作廢的轉帳 {transfer}）；本期補上 {paid}。",
    hans: "{for} 有 {open} 没收到（逾期作废的转账 {transfer}）；本期补上 {paid}。",
  },
  "share-called": {
    en: "{amount} comes from earlier dues that were never paid and are called now.",
    hant: "{amount} 來自先前未付、現在催收的欠款。",
    hans: "{amount} 来自先前未付、现在催收的欠款。",
  },
  "share-total": {
    en: "{total} is shared by {sharers} [sharers|member|members] of weight {weights} together.",
    hant: "{total} 由 {sharers} 位成員按總權重 {weights} 分攤。",
    hans: "{total} 由 {sharers} 位成员按总权重 {weights} 分摊。",
  },
  "share-scaled": {
    en: "All ceilings together are {ceilings}, less than {wanted}; so {paid} is shared, each case cut alike.",
    hant: "所有人的上限合計 {ceilings}，低於 {wanted}；因此只分攤 {paid}，各案同比例調降。",
    hans: "所有人的上限合计 {ceilings}，低于 {wanted}；因此只分摊 {paid}，各案同比例调降。",
  },
  "share-weight": {
    en: "Your tier {tier} has weight {weight} (entry {event}).",
    hant: "您的級別 {tier}，權重 {weight}（紀錄 {event}）。",
    hans: "您的级别 {tier}，权重 {weight}（记录 {event}）。",
  },
  "share-ceiling": {
    en: "You pay at most {ceiling}: the lower of {perPeriod} a period and {perYear} a year, of which {soFar} was used.",
    hant: "您最多付 {ceiling}：取每期 {perPeriod} 與每年 {perYear}（已用 {soFar}）的較低者。",
    hans: "您最多付 {ceiling}：取每期 {perPeriod} 与每年 {perYear}（已用 {soFar}）的较低者。",
  },
  "share-run-off": {
    en: "You left on {left} and share claims from before that until {until} at the latest.",
    hant: "您於 {left} 退出，之前的互助申請仍須分攤，最晚到 {until}。",
    hans: "您于 {left} 退出，之前的互助申请仍须分摊，最晚到 {until}。",
  },
  "share-quota": {
    en: "{amount} × {weight} ÷ {weights}, rounded down: {quota}.",
    hant: "{amount} × {weight} ÷ {weights}，無條件捨去：{quota}。",
    hans: "{amount} × {weight} ÷ {weights}，向下取整：{quota}。",
  },
  "share-at-ceiling": {
    en: "Your ceiling is reached: {amount}.",
    hant: "已達您的上限：{amount}。",
    hans: "已达您的上限：{amount}。",
  },
  "share-odd-unit": {
    en: "The division leaves odd units; this time {amount} of them fell to you, in an order given by {seed}.",
    hant: "除不盡的零頭，這次輪到您付 {amount}，順序由 {seed} 決定。",
    hans: "除不尽的零头，这次轮到您付 {amount}，顺序由 {seed} 决定。",
  },
  "share-part": {
    en: "Of that, {amount} is for claim {claim}.",
    hant: "其中 {amount} 用於申請 {claim}。",
    hans: "其中 {amount} 用于申请 {claim}。",
  },
  "share-part-good": {
    en: "Of that, {amount} makes good payment {transfer}.",
    hant: "其中 {amount} 用於補上轉帳 {transfer}。",
    hans: "其中 {amount} 用于补上转账 {transfer}。",
  },
  "share-amount": {
    en: "Your share: you pay {amount}.",
    hant: "您的分攤額：付 {amount}。",
    hans: "您的分摊额：付 {amount}。",
  },
  "arrears-called": {
    en: "Earlier dues of yours were never paid; {amount} of them is called now.",
    hant: "您先前有分攤額未付，現在催收 {amount}。",
    hans: "您先前有分摊额未付，现在催收 {amount}。",
  },
  "shortfall-received": {
    en: "{for} gets {amount} of plan {plan} for payment {transfer}, which was never made, for the period to {end}.",
    hant: "轉帳 {transfer} 逾期未付，計畫 {plan} 補給 {for} {amount}，該期至 {end}。",
    hans: "转账 {transfer} 逾期未付，计划 {plan} 补给 {for} {amount}，该期至 {end}。",
  },
  "aid-received": {
    en: "{for} gets {amount} for claim {claim} of plan {plan}, for the period to {end}.",
    hant: "{for} 因計畫 {plan} 的申請 {claim} 得到 {amount}，該期至 {end}。",
    hans: "{for} 因计划 {plan} 的申请 {claim} 得到 {amount}，该期至 {end}。",
  },
  "transfer-line": {
    en: "{side} in plan {plan}, period to {end}: {amount}.",
    hant: "計畫 {plan}，該期至 {end}，{side}：{amount}。",
    hans: "计划 {plan}，该期至 {end}，{side}：{amount}。",
  },
  "transfer-net": {
    en: "Netted, {member} pays {net} in all.",
    hant: "互抵後，{member} 共付 {net}。",
    hans: "互抵后，{member} 共付 {net}。",
  },
  "transfer-amount": {
    en: "This payment: {from} pays {to} {amount}.",
    hant: "這筆轉帳：{from} 付給 {to} {amount}。",
    hans: "这笔转账：{from} 付给 {to} {amount}。",
  },
  "transfer-due": {
    en: "Due by {at}.",
    hant: "請在 {at} 前付款。",
    hans: "请在 {at} 前付款。",
  },
  "transfer-paid": {
    en: "Said to be paid on {at} (entry {event}).",
    hant: "付款人於 {at} 表示已付（紀錄 {event}）。",
    hans: "付款人于 {at} 表示已付（记录 {event}）。",
  },
  "transfer-part": {
    en: "{received} of {amount} was received.",
    hant: "{amount} 中已收到 {received}。",
    hans: "{amount} 中已收到 {received}。",
  },
  "transfer-disputed": {
    en: "Disputed; the others are voting on whether it was received (ballot {ballot}).",
    hant: "收款人有爭議，大家正在表決是否已收到（表決 {ballot}）。",
    hans: "收款人有争议，大家正在表决是否已收到（表决 {ballot}）。",
  },
  "transfer-silence": {
    en: "The payee has been here since; without a word from them it counts as received on {at}.",
    hant: "收款人之後上線過；若無表示，{at} 起視為已收到。",
    hans: "收款人之后上线过；若无表示，{at} 起视为已收到。",
  },
  "transfer-void": {
    en: "{rest} was never paid and lapsed on {at}; cover ended with it.",
    hant: "{rest} 始終未付，於 {at} 作廢，保障同時中止。",
    hans: "{rest} 始终未付，于 {at} 作废，保障同时中止。",
  },
  "transfer-charged": {
    en: "Of that, {amount} is owed to plan {plan}.",
    hant: "其中 {amount} 改為欠計畫 {plan}。",
    hans: "其中 {amount} 改为欠计划 {plan}。",
  },
  "transfer-received": {
    en: "{amount} was received in full on {at}.",
    hant: "於 {at} 全數收到 {amount}。",
    hans: "于 {at} 全数收到 {amount}。",
  },
  "transfer-state": {
    en: "Now: {state}.",
    hant: "現況：{state}。",
    hans: "现状：{state}。",
  },
} as const satisfies Record<string, Sentence>;

export const SIDE_WORDS = {
  share: { en: "Your share", hant: "分攤額", hans: "分摊额" },
  arrears: { en: "Earlier dues called", hant: "催收的欠款", hans: "催收的欠款" },
  shortfall: { en: "Made good", hant: "補付", hans: "补付" },
  aid: { en: "Aid", hant: "互助金", hans: "互助金" },
} as const satisfies Record<string, Sentence>;
