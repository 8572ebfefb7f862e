import type { Member } from '../lectern/class.ts';
import type { Subject } from './subject.ts';

/** The live page of a learner who watches and listens. */
export function lecternSubject(origin: string, session: number, member: Member): Subject {
  return {
    name: 'Lectern',
    async enter(context) {
      await context.addCookies((await member.api.storageState()).cookies);
      const page = await context.newPage();
      await page.goto(`${origin}/sessions/${session}/live`);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      return page;
    },
    async leave() {
      await member.api.post(`/api/sessions/${session}/leave_live/`);
    },
  };
}
