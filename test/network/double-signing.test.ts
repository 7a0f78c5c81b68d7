import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { viewSource } from "../../src/api/view-source.ts";
import { membersView } from "../../src/api/views/members-view.ts";
import { statusView } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import type { PlanId } from "../../src/base/id.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { deviceSigner, readHome } from "../../src/node/home-file.ts";
import { Homes, TEST_OPTIONS, until } from "../node/homes.ts";
import type { Mischief } from "./double-signer.ts";

const LIAR = fileURLToPath(new URL("./double-signer.ts", import.meta.url));
const HONEST = ["Ada", "Bo", "Cy", "Di"];
const VICTIMS = ["Ada", "Bo"];

let homes = new Homes();
let liar: ChildProcess | undefined;
afterEach(async () => {
  await endLiar();
  await homes.close();
  homes = new Homes();
});

const booksOf = (name: string) => present(homes.node(name).service.books(), `${name}'s books`);
const seatsAt = (name: string) => booksOf(name).witnesses.map(({ member }) => member);
const everywhere = (holds: (name: string) => boolean) => () => HONEST.every(holds);

/** Everybody's home; the honest are running. Nobody loses a seat for being slow. */
async function foundVillage(): Promise<void> {
  await homes.found("Ada", { seatExpiryMs: 60_000 });
  await homes.start("Ada");
  for (const name of [...HONEST.slice(1), "Mal"]) {
    await homes.join(name, "Ada");
    if (name !== "Mal") await homes.start(name);
  }
}

async function startLiar(step: Mischief["step"]): Promise<void> {
  const addresses = (names: readonly string[]) =>
    names.flatMap((name) => homes.node(name).service.network().addresses);
  const mischief: Mischief = {
    home: await homes.folder("Mal"),
    options: { ...TEST_OPTIONS, peers: addresses(HONEST) },
    step,
    victims: addresses(VICTIMS),
  };
  liar = fork(LIAR, [JSON.stringify(mischief)], { execArgv: [] });
  const ended = once(liar, "exit").then(([code]) => {
    throw new Error(`the liar ended with ${code}`);
  });
  await Promise.race([once(liar, "message"), ended]);
  ended.catch(() => undefined);
}

async function endLiar(): Promise<void> {
  if (liar === undefined || liar.exitCode !== null || liar.signalCode !== null) return;
  const gone = once(liar, "exit");
  liar.kill("SIGKILL");
  await gone;
}

/** Something that has to be sealed, by one after the other; true: everybody honest has sealed it. */
async function saySomething(): Promise<() => boolean> {
  const { height } = booksOf("Ada");
  const speaker = present(HONEST[height % HONEST.length], "a speaker");
  const terms = { ...seriousIllness(2), title: `Plan ${height}` };
  const said = await homes.node(speaker).service.author("propose", propose.body.write({ terms, tier: null }));
  if (!said.ok) throw new Error(said.error);
  const { value } = said;
  const plans = (name: string) => booksOf(name).sealed.state.plans;
  return everywhere((name) => plans(name).get(value as string as PlanId) !== undefined);
}

test.each(["report", "prevote", "precommit"] as const)(
  "a witness that signs two different words at its %ss is named by every other node, frozen and off the seats; they go on",
  async (step) => {
    await foundVillage();
    const { publicKey: device } = deviceSigner(await readHome(await homes.folder("Mal")));
    await startLiar(step);
    const isFrozen = (name: string) => booksOf(name).sealed.state.devices.get(device)?.status === "frozen";
    const hasOffered = (name: string) =>
      [...booksOf(name).open].some((event) => event.device === device && event.kind === witness.name);
    await until(
      everywhere((name) => hasOffered(name) || seatsAt(name).length > HONEST.length),
      "it to offer itself as a witness",
    );
    // it lies as soon as it has a seat, and something is to be sealed
    for (let isOver = false; !isOver; isOver = HONEST.every(isFrozen))
      await until(await saySomething(), "what is said to be sealed");

    for (const name of HONEST) {
      const { state } = booksOf(name).sealed;
      expect(state.forks.get(device)).toMatchObject({ device, seq: null, place: { step } });
      const { member } = state.devices.must(device);
      expect(homes.node(name).service.profileOf(member)?.content?.nickname).toBe("Mal");
      const source = viewSource(homes.node(name).service);
      const mal = { id: member, name: "Mal" };
      const { network, books } = statusView(source.service, source);
      // who has met both words is told at once; who has not learns it from the seal, like everybody
      for (const alarm of network.alarms)
        expect(alarm).toEqual({ code: "device-forked", device, member: mal });
      expect(books?.frozen).toMatchObject([{ device, member: mal, seq: null, place: { step } }]);
      expect(membersView(source).frozen).toEqual(books?.frozen);
      expect(seatsAt(name)).toHaveLength(HONEST.length);
      expect(seatsAt(name)).not.toContain(member);
    }
    await until(await saySomething(), "four witnesses to seal without it");
    await until(
      everywhere((name) => homes.root(name) === homes.root("Ada")),
      "equal roots",
    );
    const told = HONEST.flatMap((name) => homes.node(name).service.network().alarms);
    expect(told).toContainEqual({ code: "device-forked", device });
  },
);
