/** All of a person that decides where on the stage they are. */
export interface Standing {
  account_id: number;
  host: boolean;
  screen: boolean;
  pinned: boolean;
  /** 0 for who has the word, then the place in the queue of hands. */
  hand: number | null;
  /** Has spoken a moment ago, for long enough to be worth a look. */
  spoke: boolean;
  camera: boolean;
}

/**
 * Who comes after whom: the host, who shares a screen, who is pinned, whose hand is up, who spoke lately, whose camera
 * is on, and else in order of joining, in which `people` are given.
 *
 * Tiles stay where they are, though: after the first time, speaking and cameras move nobody within what one looks at. They
 * only bring somebody from beyond `first_page` onto it, in exchange for one who has less to show. Where somebody looks at
 * another page, pass Infinity: then nobody is taken away from before their eyes.
 */
export function stageOrder(people: readonly Standing[], before: readonly number[], first_page: number): number[] {
  const known = new Map(before.map((account_id, index) => [account_id, index]));
  const urgent = people.filter(isUrgent).sort(byUrgency);
  const others = people.filter((one) => !isUrgent(one));
  const old = others
    .filter(({ account_id }) => known.has(account_id))
    .sort((one, other) => (known.get(one.account_id) ?? 0) - (known.get(other.account_id) ?? 0));
  const fresh = others.filter(({ account_id }) => !known.has(account_id)).sort(byLiveliness);
  const order = [...urgent, ...old, ...fresh];
  bringForward(order, urgent.length, first_page);
  return order.map(({ account_id }) => account_id);
}

function isUrgent({ host, screen, pinned, hand }: Standing): boolean {
  return host || screen || pinned || hand !== null;
}

// Sorting keeps the order of equals, which is that of joining.
function byUrgency(one: Standing, other: Standing): number {
  return (
    Number(other.host) - Number(one.host) ||
    Number(other.screen) - Number(one.screen) ||
    Number(other.pinned) - Number(one.pinned) ||
    (one.hand ?? Number.MAX_SAFE_INTEGER) - (other.hand ?? Number.MAX_SAFE_INTEGER)
  );
}

function byLiveliness(one: Standing, other: Standing): number {
  return Number(other.spoke) - Number(one.spoke) || Number(other.camera) - Number(one.camera);
}

/** Changes places across the end of the first page, and touches nobody else. */
function bringForward(order: Standing[], fixed: number, first_page: number): void {
  for (const comesForward of [({ spoke }: Standing) => spoke, ({ camera }: Standing) => camera]) {
    for (let from = first_page; from < order.length; from++) {
      const comer = order[from];
      if (!comer || !comesForward(comer)) continue;
      const to = givesWay(order, fixed, first_page, comer);
      const goer = order[to];
      if (!goer) break;
      order[to] = comer;
      order[from] = goer;
    }
  }
}

/** The last on the first page who has less to show than `comer`: first those of whom there is no picture. -1: nobody. */
function givesWay(order: readonly Standing[], fixed: number, first_page: number, comer: Standing): number {
  const last = (yields: (one: Standing) => boolean) =>
    order.findLastIndex((one, index) => index >= fixed && index < first_page && yields(one));
  const unseen = last(({ spoke, camera }) => !spoke && !camera);
  return unseen >= 0 || !comer.spoke ? unseen : last(({ spoke }) => !spoke);
}
