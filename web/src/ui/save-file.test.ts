import { expect, test } from 'vitest';
import { fileName } from './save-file.ts';

test.each([
  ['Algebra – Notes', 'Algebra – Notes.md'],
  ['Álgebra 二', 'Álgebra 二.md'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.md'],
  ['../../etc/passwd', 'etc passwd.md'],
  ['report\u202Egpj.exe\u0000\n', 'reportgpj.exe.md'],
  ['...', 'lectern.md'],
  ['', 'lectern.md'],
])('%j is kept as %j', (title, name) => {
  expect(fileName(title, 'md')).toBe(name);
});

test('a long title is cut between characters', () => {
  expect(fileName('😀'.repeat(200), 'md')).toBe(`${'😀'.repeat(100)}.md`);
});
