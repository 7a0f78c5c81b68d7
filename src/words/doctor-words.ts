import { KEY_TROUBLE_WORDS, KEY_WORDS } from "./key-words.ts";
import { REACH_TROUBLE_WORDS } from "./reach-trouble-words.ts";
import { RELAY_TROUBLE_WORDS, RELAY_WORDS } from "./relay-words.ts";
import type { Sentence } from "./sentence.ts";

/** What `huzhu doctor` looks at, in its order. */
export const CHECK_WORDS = {
  program: { en: "program", hant: "程式", hans: "程序" },
  folder: { en: "folder", hant: "資料夾", hans: "文件夹" },
  disk: { en: "disk", hant: "磁碟", hans: "磁盘" },
  times: { en: "file times", hant: "檔案時間", hans: "文件时间" },
  node: { en: "node", hant: "節點", hans: "节点" },
  store: { en: "store", hant: "儲存", hans: "存储" },
  clock: { en: "clock", hant: "時鐘", hans: "时钟" },
  port: { en: "port", hant: "連接埠", hans: "端口" },
  peers: { en: "members' nodes", hant: "成員的節點", hans: "成员的节点" },
  relay: { en: "relay", hant: "中繼", hans: "中继" },
  key: { en: "network key", hant: "網路金鑰", hans: "网络密钥" },
  versions: { en: "versions", hant: "版本", hans: "版本" },
  device: { en: "device", hant: "裝置", hans: "设备" },
  seals: { en: "seals", hant: "定案", hans: "定案" },
  root: { en: "ledger", hant: "帳本", hans: "账本" },
} as const satisfies Record<string, Sentence>;

export type CheckName = keyof typeof CHECK_WORDS;

/** Lines of `huzhu doctor` where all is well, or nothing can be said. */
export const DOCTOR_WORDS = {
  programOk: {
    en: "huzhu {version} on Node.js {node}",
    hant: "huzhu {version}，執行於 Node.js {node}",
    hans: "huzhu {version}，运行于 Node.js {node}",
  },
  folderOk: { en: "yours alone", hant: "只有您能讀取", hans: "只有您能读取" },
  diskOk: { en: "{free} MiB free", hant: "剩餘 {free} MiB", hans: "剩余 {free} MiB" },
  timesOk: { en: "none lies in the future", hant: "沒有未來的時間", hans: "没有未来的时间" },
  nodeOk: { en: "running", hant: "執行中", hans: "运行中" },
  storeOk: { en: "all of it can be read", hant: "全部可以讀取", hans: "全部可以读取" },
  storeInUse: {
    en: "in use; nothing lost so far (stop the node to have all of it read)",
    hant: "使用中，目前沒有遺失（停止節點後才能全部檢查）",
    hans: "使用中，目前没有丢失（停止节点后才能全部检查）",
  },
  clockOk: { en: "believed", hant: "可信", hans: "可信" },
  portOk: {
    en: "{port} answers on this machine",
    hant: "{port} 在本機有回應",
    hans: "{port} 在本机有回应",
  },
  peersOk: {
    en: "{connected} connected; {asked} called: {found} found, {refused} refused, {timedOut} timed out",
    hant: "已連線 {connected}；呼叫 {asked}：找到 {found}、拒絕 {refused}、逾時 {timedOut}",
    hans: "已连接 {connected}；呼叫 {asked}：找到 {found}、拒绝 {refused}、超时 {timedOut}",
  },
  peersAlone: {
    en: "you are the only member so far",
    hant: "目前只有您一位成員",
    hans: "目前只有您一位成员",
  },
  ...RELAY_WORDS,
  ...KEY_WORDS,
  versionsOk: {
    en: "nobody connected runs a newer program",
    hant: "已連線的節點沒有更新的版本",
    hans: "已连接的节点没有更新的版本",
  },
  deviceOk: { en: "it signs", hant: "可以簽署", hans: "可以签署" },
  sealsOk: {
    en: "seal {height}, {ago} ago",
    hant: "第 {height} 次定案，{ago}前",
    hans: "第 {height} 次定案，{ago}前",
  },
  sealsNone: { en: "none yet", hant: "還沒有", hans: "还没有" },
  rootOk: {
    en: "the same as at {count} other [count|node|nodes]",
    hant: "與另外 {count} 個節點相同",
    hans: "与另外 {count} 个节点相同",
  },
  rootAlone: {
    en: "no other node to compare with",
    hant: "沒有其他節點可以核對",
    hans: "没有其他节点可以核对",
  },
  needsNode: {
    en: "needs the running node",
    hant: "節點執行時才能檢查",
    hans: "节点运行时才能检查",
  },
  needsHome: {
    en: "needs a folder that can be read",
    hant: "需要可讀取的資料夾",
    hans: "需要可读取的文件夹",
  },
  allWell: { en: "All is well.", hant: "一切正常。", hans: "一切正常。" },
  metricsAt: {
    en: "Figures for Prometheus: {url}",
    hant: "Prometheus 數據：{url}",
    hans: "Prometheus 数据：{url}",
  },
} as const satisfies Record<string, Sentence>;

interface Trouble {
  readonly what: Sentence;
  readonly fix: Sentence;
}

/** What is wrong, and the one thing to do about it. */
export const TROUBLE_WORDS = {
  "node-too-old": {
    what: {
      en: "This is Node.js {node}; 22.12 or newer is needed.",
      hant: "目前是 Node.js {node}，需要 22.12 以上。",
      hans: "目前是 Node.js {node}，需要 22.12 以上。",
    },
    fix: {
      en: "Install Node.js 24.",
      hant: "請安裝 Node.js 24。",
      hans: "请安装 Node.js 24。",
    },
  },
  "folder-open": {
    what: {
      en: "Others on this machine can read {path}.",
      hant: "本機其他人可以讀取 {path}。",
      hans: "本机其他人可以读取 {path}。",
    },
    fix: { en: "Type: chmod go= {path}", hant: "請輸入：chmod go= {path}", hans: "请输入：chmod go= {path}" },
  },
  "folder-of-another": {
    what: {
      en: "{path} belongs to another user of this machine.",
      hant: "{path} 屬於本機另一位使用者。",
      hans: "{path} 属于本机另一位用户。",
    },
    fix: {
      en: "Run huzhu as that user.",
      hant: "請以該使用者的身分執行 huzhu。",
      hans: "请以该用户的身份运行 huzhu。",
    },
  },
  "disk-nearly-full": {
    what: {
      en: "Only {free} MiB are free on the disk.",
      hant: "磁碟只剩 {free} MiB。",
      hans: "磁盘只剩 {free} MiB。",
    },
    fix: {
      en: "Make room on the disk: {needed} MiB.",
      hant: "請騰出磁碟空間：{needed} MiB。",
      hans: "请腾出磁盘空间：{needed} MiB。",
    },
  },
  "files-from-the-future": {
    what: {
      en: "{path} was written later than this machine's clock shows.",
      hant: "{path} 的寫入時間晚於本機時鐘。",
      hans: "{path} 的写入时间晚于本机时钟。",
    },
    fix: {
      en: "Put this machine's clock right.",
      hant: "請校正這台機器的時鐘。",
      hans: "请校正这台机器的时钟。",
    },
  },
  "store-incomplete": {
    what: {
      en: "The store has {count} damaged or missing pieces.",
      hant: "儲存中有 {count} 處損壞或遺失。",
      hans: "存储中有 {count} 处损坏或丢失。",
    },
    fix: {
      en: "Let the node run until it has fetched them from the others: {start}",
      hant: "請讓節點執行，直到從其他節點取回：{start}",
      hans: "请让节点运行，直到从其他节点取回：{start}",
    },
  },
  "clock-doubted": {
    what: {
      en: "This machine's clock is doubted, so the node gives no report for a seal.",
      hant: "這台機器的時鐘受到懷疑，所以節點不為定案提出報告。",
      hans: "这台机器的时钟受到怀疑，所以节点不为定案提出报告。",
    },
    fix: {
      en: "Put the clock right; if it is right, say so: {command}",
      hant: "請校正時鐘；若正確，請表明：{command}",
      hans: "请校正时钟；若正确，请表明：{command}",
    },
  },
  "port-silent": {
    what: {
      en: "Nothing answers on this machine at port {port}, where the node listens.",
      hant: "節點監聽連接埠 {port}，在本機卻沒有回應。",
      hans: "节点监听端口 {port}，在本机却没有回应。",
    },
    fix: {
      en: "Let this machine's firewall pass TCP port {port}.",
      hant: "請讓本機防火牆放行 TCP 連接埠 {port}。",
      hans: "请让本机防火墙放行 TCP 端口 {port}。",
    },
  },
  "no-address-listened-on": {
    what: {
      en: "The node listens on no address.",
      hant: "節點沒有監聽任何位址。",
      hans: "节点没有监听任何地址。",
    },
    fix: {
      en: "Start it again with a port: {start} --port 4001",
      hant: "請指定連接埠重新啟動：{start} --port 4001",
      hans: "请指定端口重新启动：{start} --port 4001",
    },
  },
  ...REACH_TROUBLE_WORDS,
  ...RELAY_TROUBLE_WORDS,
  ...KEY_TROUBLE_WORDS,
  "newer-program": {
    what: {
      en: "Others run huzhu {newest}; this is {version}.",
      hant: "其他節點執行 huzhu {newest}，這裡是 {version}。",
      hans: "其他节点运行 huzhu {newest}，这里是 {version}。",
    },
    fix: {
      en: "Install huzhu {newest}.",
      hant: "請安裝 huzhu {newest}。",
      hans: "请安装 huzhu {newest}。",
    },
  },
  "update-needed": {
    what: {
      en: "The community goes by rules that this program does not know.",
      hant: "社群採用的規則，這個程式還不認得。",
      hans: "社群采用的规则，这个程序还不认得。",
    },
    fix: {
      en: "Install the newest huzhu.",
      hant: "請安裝最新的 huzhu。",
      hans: "请安装最新的 huzhu。",
    },
  },
  "device-moved": {
    what: {
      en: "This folder was copied, restored or moved; its device signs nothing.",
      hant: "這個資料夾被複製、還原或搬移過；裝置不會簽署。",
      hans: "这个文件夹被复制、还原或搬移过；设备不会签署。",
    },
    fix: {
      en: "If no other copy runs, say so: {command}",
      hant: "若沒有另一份在執行，請表明：{command}",
      hans: "若没有另一份在运行，请表明：{command}",
    },
  },
  "device-stopped": {
    what: {
      en: "This device signs nothing more.",
      hant: "這台裝置不再簽署。",
      hans: "这台设备不再签署。",
    },
    fix: {
      en: "Stop the node, then make a new device with your 24 words: {command}",
      hant: "請停止節點，再用您的 24 個單字建立新裝置：{command}",
      hans: "请停止节点，再用您的 24 个单词建立新设备：{command}",
    },
  },
  "seal-late": {
    what: {
      en: "Nothing was sealed for {ago}; {reported} of {needed} needed have reported, {missed} have not.",
      hant: "{ago}沒有定案；需要 {needed} 份報告，已有 {reported} 份，還缺 {missed}。",
      hans: "{ago}没有定案；需要 {needed} 份报告，已有 {reported} 份，还缺 {missed}。",
    },
    fix: {
      en: "Ask them to start their nodes.",
      hant: "請他們啟動節點。",
      hans: "请他们启动节点。",
    },
  },
  "ledger-differs": {
    what: {
      en: "Another node has a different seal at the same height, or this node computes differently.",
      hant: "另一個節點在同一高度有不同的定案，或這個節點的計算結果不同。",
      hans: "另一个节点在同一高度有不同的定案，或这个节点的计算结果不同。",
    },
    fix: {
      en: "Pay nothing for now, and see who signed what: {command}",
      hant: "請暫停付款，並查看誰簽了什麼：{command}",
      hans: "请暂停付款，并查看谁签了什么：{command}",
    },
  },
} as const satisfies Record<string, Trouble>;

export type TroubleCode = keyof typeof TROUBLE_WORDS;
