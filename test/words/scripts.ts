/** Pairs that the screens' words are likely to use: Traditional, then Simplified. */
const PAIRS = [
  "個个 們们 這这 來来 時时 後后 會会 對对 說说 請请 沒没 還还 將将 從从 為为 與与 過过 開开 關关 動动 員员 計计 畫画 劃划 項项 級级 權权 條条 總总 額额",
  "錢钱 幣币 轉转 帳账 貼贴 紀纪 錄录 電电 腦脑 資资 檔档 夾夹 機机 網网 頁页 連连 線线 絡络 節节 點点 裝装 備备 損损 壞坏 遺遗 確确 認认 證证 據据 見见",
  "聽听 讀读 寫写 讓让 議议 論论 評评 團团 獲获 選选 舉举 號号 碼码 驗验 決决 斷断 結结 經经 濟济 費费 價价 應应 該该 當当 爭争 訴诉 異异 設设 變变 給给",
  "間间 滿满 補补 擔担 數数 種种 樣样 實实 現现 發发 簽签 凍冻 參参 啟启 續续 聯联 憑凭 輸输 區区 復复 聲声 處处 護护 譯译 題题 顯显 須须 順顺 餘余 試试",
  "詢询 詳详 誰谁 調调 謝谢 負负 責责 買买 質质 達达 運运 適适 門门 難难 離离 願愿 類类 飛飞 體体 齊齐 討讨 內内 檢检 歸归 殘残 準准 無无 狀状 獨独 禮礼",
  "筆笔 絕绝 維维 綁绑 緊紧 臺台 舊旧 訂订 訊讯 記记 許许 詞词 貨货 較较 軟软 鎖锁 鑰钥 陣阵 階阶 隱隐 雙双 預预 頭头 顧顾 馬马 驟骤 攤摊 償偿 傷伤 債债",
  "僅仅 創创 勞劳 協协 單单 執执 報报 場场 塊块 壓压 奪夺 學学 審审 導导 屬属 嚴严 戶户 掛挂 換换 撥拨 擇择 擁拥",
]
  .join(" ")
  .split(" ")
  .map((pair) => [...pair] as [string, string]);

/** Simplified forms that Traditional texts also use, as other words. */
const SHARED = ["后", "划", "余", "准", "台"];

export const TRADITIONAL_ONLY: ReadonlySet<string> = new Set(PAIRS.map(([traditional]) => traditional));
export const SIMPLIFIED_ONLY: ReadonlySet<string> = new Set(
  PAIRS.map(([, simplified]) => simplified).filter((each) => !SHARED.includes(each)),
);
