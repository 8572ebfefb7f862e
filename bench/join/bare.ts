import type { Subject } from './subject.ts';

export interface BareOptions {
  origin: string;
  livekitUrl: string;
}

export function barePage(options: BareOptions, role: string, identity: string, camera: boolean): string {
  const query = new URLSearchParams({ role, identity, url: options.livekitUrl, camera: camera ? '1' : '0' });
  return `${options.origin}/?${query}`;
}

function bare(options: BareOptions, role: string, name: string, about: string): Subject {
  return {
    name,
    about,
    async prepare(context, { identity, camera }) {
      const page = await context.newPage();
      await page.goto(barePage(options, role, identity, camera));
      await page.locator('body[data-ready]').waitFor();
      return { page, click: () => page.getByRole('button', { name: 'Join' }).click() };
    },
  };
}

export function bareSubjects(options: BareOptions): Subject[] {
  return [
    bare(options, 'onclick', 'A', 'bare page: fetches its token and connects on the click'),
    bare(options, 'before', 'B', 'bare page: connected beforehand with every right, subscribes on the click'),
    bare(
      options,
      'raised',
      "C'",
      'bare page: connected beforehand, hidden and without rights, raised by the server on the click',
    ),
  ];
}
