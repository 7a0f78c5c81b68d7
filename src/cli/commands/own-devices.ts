import type { DeviceRow, DevicesView } from "../../api/views/devices-view.ts";
import type { DryRunView } from "../../api/views/dry-run-view.ts";
import { toHex } from "../../base/bytes.ts";
import type { CommunityId, DeviceKey } from "../../base/id.ts";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { askPhrase } from "../ask-phrase.ts";
import { type Cli, mustText } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { deed, isDryRun, showOnly } from "../deed.ts";
import { exitOf, sayCode } from "../say-code.ts";
import { headLine, show, shownRows, writingOf } from "../screen.ts";

const SIGNATURE_CHARACTERS = 128;

/** The reader's own devices, one a line. */
export async function listDevices(cli: Cli): Promise<undefined> {
  const { lang } = cli;
  const view = await (await cli.client()).get<DevicesView>("/v1/devices");
  const rows = shownRows<DeviceRow, DevicesView["devices"][number]>(cli, view.devices);
  show(cli, view, () => [
    headLine(cli, view.moment),
    ...rows.map(({ row, value, mark }) => {
      const line = say(lang, DEVICE_WORDS.listLine, {
        id: shortId(row.id),
        status: say(lang, DEVICE_WORDS[value.status]),
        since: momentText(writingOf(cli, view.moment), value.sinceMs),
        here: value.isHere ? say(lang, DEVICE_WORDS.here) : "",
      });
      return `${line} ${mark}`;
    }),
  ]);
}

/** The 24 words sign here and go nowhere else; the node is given their signature. A dry run shows it with none. */
export async function revokeDevice(cli: Cli): Promise<ExitCode> {
  const { io, lang } = cli;
  const view = await (await cli.client()).get<DevicesView>("/v1/devices");
  const device = deviceNamed(cli, view, mustText(cli.words[0]));
  if (isDryRun(cli)) return showRevocation(cli, device);
  io.err(say(lang, DEVICE_WORDS.revokeAbout, { id: shortId(device) }));
  const identity = await askPhrase(cli);
  if (identity.root.publicKey !== view.root)
    throw new CliFault(EXIT.refused, "phrase-wrong", [say(lang, DEVICE_WORDS.phraseWrong)]);
  const { signRevocation } = await import("../../events/revocation.ts");
  const community = view.moment.community as CommunityId;
  const signature = toHex(signRevocation(identity.root, community, device as DeviceKey));
  return deed(cli, "revoke", "/v1/revocations", { device, signature });
}

/** Without the identity key's signature, whose place holds zeros. */
async function showRevocation(cli: Cli, device: string): Promise<ExitCode> {
  const body = { device, signature: "0".repeat(SIGNATURE_CHARACTERS) };
  const view = await (await cli.client()).post<DryRunView>("/v1/revocations?dryRun=1", body);
  return showOnly(cli, view.refused === "revocation-wrong" ? { ...view, refused: null } : view);
}

function deviceNamed({ lang }: Cli, { devices }: DevicesView, reference: string): string {
  const [one, ...others] = devices.filter(({ id }) => reference !== "" && id.startsWith(reference));
  if (one !== undefined && others.length === 0) return one.id;
  const code = one === undefined ? "reference-unknown" : "reference-ambiguous";
  const candidates = devices.map(({ id }) => shortId(id)).join(", ");
  throw new CliFault(exitOf(code), code, [
    sayCode(lang, code, { what: "device", reference, candidates }) ?? code,
  ]);
}
