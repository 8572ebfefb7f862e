const STYLE = `
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; color-scheme: light dark; }
  pre { padding: 0.75rem; overflow-x: auto; border-radius: 0.5rem; background: light-dark(#f1f1ef, #22282d); }
  blockquote { margin-inline: 0; padding-left: 1rem; border-left: 3px solid light-dark(#c9c5be, #4b545b); }
  a { overflow-wrap: anywhere; }
`;

/**
 * The notes as one small page that stands for itself. `content` is what the editor's schema makes of them, and nothing
 * else; the page says to browsers too that nothing in it may run or be fetched.
 */
export function notesPage(title: string, content: string): string {
  const heading = escaped(title);
  return `<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p>${heading}</p>
${content}
</main>
</body>
</html>
`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}
