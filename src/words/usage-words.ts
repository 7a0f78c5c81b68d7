import type { Sentence } from "./sentence.ts";

/** What was wrong with how a command was typed. */
export const USAGE_WORDS = {
  "unknown-command": {
    en: 'There is no command "{name}".',
    hant: "沒有這個指令：{name}",
    hans: "没有这个命令：{name}",
  },
  "unknown-option": {
    en: 'There is no option "{name}" here.',
    hant: "這裡沒有這個選項：{name}",
    hans: "这里没有这个选项：{name}",
  },
  "missing-argument": {
    en: '"{name}" is missing.',
    hant: "缺少「{name}」。",
    hans: "缺少“{name}”。",
  },
  "missing-option": {
    en: 'The option "{name}" is missing.',
    hant: "缺少選項：{name}",
    hans: "缺少选项：{name}",
  },
  "missing-value": {
    en: 'The option "{name}" needs a value.',
    hant: "選項 {name} 需要一個值。",
    hans: "选项 {name} 需要一个值。",
  },
  "excess-arguments": {
    en: "There are too many words. Put quotation marks around a name of several words.",
    hant: "字太多了。由幾個字組成的名稱請加上引號。",
    hans: "词太多了。由几个词组成的名称请加上引号。",
  },
  "bad-value": {
    en: '"{value}" cannot be read as {what}. Write it like {example}',
    hant: "「{value}」讀不出{what}。請寫成這樣：{example}",
    hans: "“{value}”读不出{what}。请写成这样：{example}",
  },
  "out-of-range": {
    en: '"{value}" is too small or too large: it can be from {least} to {most}.',
    hant: "「{value}」太小或太大：可填 {least} 到 {most}。",
    hans: "“{value}”太小或太大：可填 {least} 到 {most}。",
  },
  "bad-choice": {
    en: '"{value}" is not one of: {choices}',
    hant: "「{value}」不在選項中：{choices}",
    hans: "“{value}”不在选项中：{choices}",
  },
  "too-many-decimals": {
    en: '"{value}" has too many decimals; this currency has {digits}.',
    hant: "「{value}」的小數位數太多；這個幣別有 {digits} 位。",
    hans: "“{value}”的小数位数太多；这个币种有 {digits} 位。",
  },
  "day-unreal": {
    en: "There is no such day: {value}",
    hant: "沒有這一天：{value}",
    hans: "没有这一天：{value}",
  },
  "file-unreadable": {
    en: "The file {file} cannot be read.",
    hant: "讀不了檔案 {file}。",
    hans: "读不了文件 {file}。",
  },
  "file-wrong": {
    en: "In the file {file}, this is missing or wrong: {part}",
    hant: "檔案 {file} 裡缺少或不對的是：{part}",
    hans: "文件 {file} 里缺少或不对的是：{part}",
  },
  "file-too-large": {
    en: "The file {file} has {size}; the most is {most}. Send a smaller picture, or several files.",
    hant: "檔案 {file} 有 {size}，上限是 {most}。請改用較小的圖片，或分成幾個檔案。",
    hans: "文件 {file} 有 {size}，上限是 {most}。请改用较小的图片，或分成几个文件。",
  },
  "documents-too-many": {
    en: "A claim takes at most {most} documents.",
    hant: "一筆申請最多提交 {most} 份文件。",
    hans: "一笔申请最多提交 {most} 份材料。",
  },
  "documents-too-large": {
    en: "Together the documents are too large: at most {most} on their way.",
    hant: "文件合計太大：傳送時最多 {most}。",
    hans: "材料合计太大：传送时最多 {most}。",
  },
  "nothing-to-do": {
    en: "Say what is to be done: {forms}",
    hant: "請說明要做什麼：{forms}",
    hans: "请说明要做什么：{forms}",
  },
  "did-you-mean": {
    en: "Did you mean {suggestion}?",
    hant: "您是指 {suggestion} 嗎？",
    hans: "您是指 {suggestion} 吗？",
  },
  form: { en: "The right form: {form}", hant: "正確寫法：{form}", hans: "正确写法：{form}" },
  "more-help": {
    en: "More: {help}",
    hant: "說明：{help}",
    hans: "说明：{help}",
  },
} as const satisfies Record<string, Sentence>;

/** What a value should have been. */
export const VALUE_WORDS = {
  amount: { en: "an amount", hant: "金額", hans: "金额" },
  sum: { en: "an amount of more than nothing", hant: "大於零的金額", hans: "大于零的金额" },
  day: { en: "a date", hant: "日期", hans: "日期" },
  count: { en: "a number", hant: "數目", hans: "数目" },
  range: { en: "a group size", hant: "人數範圍", hans: "人数范围" },
  duration: { en: "a length of time", hant: "時間長度", hans: "时间长度" },
  period: { en: "a month or a date", hant: "月份或日期", hans: "月份或日期" },
  offset: { en: "a time offset", hant: "時差", hans: "时差" },
  currency: { en: "a currency", hant: "幣別", hans: "币种" },
  name: {
    en: "a name of one line, at most 40 characters",
    hant: "一行之內、40 字以內的名稱",
    hans: "一行之内、40 字以内的名称",
  },
  title: {
    en: "a title of one line, 1 to 60 characters",
    hant: "一行之內、1 到 60 字的名稱",
    hans: "一行之内、1 到 60 字的名称",
  },
  port: { en: "a port", hant: "連接埠", hans: "端口" },
} as const satisfies Record<string, Sentence>;
