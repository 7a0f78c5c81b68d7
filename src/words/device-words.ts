import type { Sentence } from "./sentence.ts";

/** What a person types, in any of the languages, to say that no other copy of a home runs. */
export const ONLY_COPY_WORDS = {
  en: "this home is the only copy",
  hant: "這是唯一的一份",
  hans: "这是唯一的一份",
} as const satisfies Sentence;

/** Lines of `huzhu device`, `huzhu return` and `huzhu invite --return`. */
export const DEVICE_WORDS = {
  listLine: {
    en: "{id}  {status} · since {since}{here}",
    hant: "{id}  {status}・{since} 起{here}",
    hans: "{id}  {status}・{since} 起{here}",
  },
  here: { en: " · this one", hant: "・這一台", hans: "・这一台" },
  live: { en: "in use", hant: "使用中", hans: "使用中" },
  frozen: {
    en: "frozen: it signed two histories",
    hant: "已凍結：簽了兩份紀錄",
    hans: "已冻结：签了两份记录",
  },
  revoked: { en: "taken off", hant: "已停用", hans: "已停用" },
  revokeAbout: {
    en: "Device {id} is taken off for good: nothing that it signs counts any more.",
    hant: "裝置 {id} 將永久停用：它再簽署的一律無效。",
    hans: "设备 {id} 将永久停用：它再签署的一律无效。",
  },
  onlyCopyAbout: {
    en: "This folder was copied, restored or moved since it last signed. Two copies that both sign would freeze this device. Go on only if no other copy of it runs anywhere, and if this is its latest state, not an older backup.",
    hant: "這個資料夾上次簽署後被複製、還原或搬移過。兩份都簽署，這台裝置就會被凍結。只有在別處沒有另一份在執行，而且這一份是最新、不是較舊的備份時，才可以繼續。",
    hans: "这个文件夹上次签署后被复制、还原或搬移过。两份都签署，这台设备就会被冻结。只有在别处没有另一份在运行，而且这一份是最新、不是较旧的备份时，才可以继续。",
  },
  onlyCopyQuestion: {
    en: "If that is so, type: {words}\n> ",
    hant: "若確實如此，請輸入：{words}\n> ",
    hans: "若确实如此，请输入：{words}\n> ",
  },
  onlyCopyNot: {
    en: "Nothing was changed: that was not the sentence asked for.",
    hant: "沒有更改任何東西：輸入的不是所要的那句話。",
    hans: "没有更改任何东西：输入的不是所要的那句话。",
  },
  onlyCopyDone: {
    en: "Noted. This device signs again as soon as one other member's node was compared with; if you are the only member, at once.",
    hant: "記下了。與一位其他成員的節點核對過後，這台裝置就會恢復簽署；若只有您一位成員，則立即恢復。",
    hans: "记下了。与一位其他成员的节点核对过后，这台设备就会恢复签署；若只有您一位成员，则立即恢复。",
  },
  phraseQuestion: {
    en: "Your 24 words, in one line:\n> ",
    hant: "請輸入您的 24 個單字（同一行）：\n> ",
    hans: "请输入您的 24 个单词（同一行）：\n> ",
  },
  certified: {
    en: "This folder has a new device, {device}. The old one, {former}, never signs again. Your membership, plans and payments stay yours.",
    hant: "這個資料夾有了新裝置 {device}；舊裝置 {former} 不再簽署。您的成員資格、計畫與收付都不變。",
    hans: "这个文件夹有了新设备 {device}；旧设备 {former} 不再签署。您的成员资格、计划与收付都不变。",
  },
  returnAbout: {
    en: '{name} goes on in the community "{title}" ({currency}) from this computer, with a new device.',
    hant: "{name} 用這台電腦的新裝置，在社群「{title}」（{currency}）繼續。",
    hans: "{name} 用这台电脑的新设备，在社群“{title}”（{currency}）继续。",
  },
  returned: {
    en: "The folder {home} is ready. Once the new device is sealed you are who you were.",
    hant: "資料夾 {home} 準備好了。新裝置定案後，您的身分一切如前。",
    hans: "文件夹 {home} 准备好了。新设备定案后，您的身份一切如前。",
  },
  returnLine: {
    en: "Send this line to {name}. With it and the 24 words that member goes on from a new computer; without those words it is of no use as a member.",
    hant: "請把這一行傳給 {name}。憑這一行和那 24 個單字，就能在新電腦上繼續；沒有那些單字，就不能以成員身分使用。",
    hans: "请把这一行传给 {name}。凭这一行和那 24 个单词，就能在新电脑上继续；没有那些单词，就不能以成员身份使用。",
  },
  notAMember: {
    en: "Nothing about you is sealed in this folder, so there is no membership to go on with. Ask for a new invite, and join in another folder.",
    hant: "這個資料夾裡還沒有關於您的定案，沒有成員資格可以接續。請索取新的邀請碼，用另一個資料夾加入。",
    hans: "这个文件夹里还没有关于您的定案，没有成员资格可以接续。请索取新的邀请码，用另一个文件夹加入。",
  },
  phraseWrong: {
    en: "These 24 words belong to another identity, not to this member. Nothing was changed.",
    hant: "這 24 個單字屬於另一個身分，不是這位成員的。沒有更改任何東西。",
    hans: "这 24 个单词属于另一个身份，不是这位成员的。没有更改任何东西。",
  },
  devicesTooMany: {
    en: "Four devices of this member may still sign, which is the most: one would have to be taken off first. A device that is frozen does not count.",
    hant: "這位成員已有 4 台可簽署的裝置，這是上限，須先停用一台。被凍結的裝置不計在內。",
    hans: "这位成员已有 4 台可签署的设备，这是上限，须先停用一台。被冻结的设备不计在内。",
  },
  deviceWaits: {
    en: "You are {name}; this new device of yours waits to be sealed, and can say nothing until then.",
    hant: "您是 {name}；您的這台新裝置正等待定案，在那之前不能簽署任何東西。",
    hans: "您是 {name}；您的这台新设备正等待定案，在那之前不能签署任何东西。",
  },
  seatElsewhere: {
    en: "The only witness is another device of yours. Where that one is gone or has stopped, nothing is sealed any more, this device included, until the members recover: {needed} of {members} have to give their word. Give yours on this device: {command}",
    hant: "唯一的見證人是您的另一台裝置。若它已遺失或停止，在成員復原之前就再也無法定案，這台裝置也一樣：{members} 位成員中需要 {needed} 位表態。請在這台裝置上表態：{command}",
    hans: "唯一的见证人是您的另一台设备。若它已遗失或停止，在成员恢复之前就再也无法定案，这台设备也一样：{members} 位成员中需要 {needed} 位表态。请在这台设备上表态：{command}",
  },
  stoppedAlone: {
    en: "This device was the only witness, so nothing is sealed any more until the members recover. After the new device ({deviceNew}) start the node, and give your word: {recover}. In all {needed} of {members} members have to.",
    hant: "這台裝置是唯一的見證人，所以在成員復原之前再也無法定案。建立新裝置（{deviceNew}）後請啟動節點並表態：{recover}。{members} 位成員中共需要 {needed} 位。",
    hans: "这台设备是唯一的见证人，所以在成员恢复之前再也无法定案。建立新设备（{deviceNew}）后请启动节点并表态：{recover}。{members} 位成员中共需要 {needed} 位。",
  },
} as const satisfies Record<string, Sentence>;
