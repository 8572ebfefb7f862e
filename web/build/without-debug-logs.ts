import type { Plugin } from 'vite';

const FILE = /\/livekit-client\/dist\/livekit-client\.esm\.mjs$/;
/** Below what livekit-client says where nobody asks it for more, and we do not. */
const SILENT = new Set(['debug', 'trace']);
/** What would be missed if it were not done. */
const DOES = new Set([
  'AwaitExpression',
  'YieldExpression',
  'AssignmentExpression',
  'UpdateExpression',
  'NewExpression',
]);

interface Node {
  type: string;
  start: number;
  end: number;
}

/** livekit-client tells its log a great deal that is never shown: the browser is spared it. */
export function withoutDebugLogs(): Plugin {
  return {
    name: 'lectern-without-debug-logs',
    apply: 'build',
    transform: {
      filter: { id: FILE },
      handler(code) {
        return { code: quiet(code, this.parse(code)), map: null };
      },
    },
  };
}

/** Fails where there is hardly anything to be left out, rather than let the page grow unnoticed. */
export function quiet(code: string, program: unknown, least = 100): string {
  const logs = [...nodesIn(program)].filter((node) => isSilentLog(node, code));
  if (logs.length < least) throw new Error(`livekit-client logs otherwise: see without-debug-logs.ts`);
  let kept = '';
  let at = 0;
  for (const { start, end } of logs) {
    kept += `${code.slice(at, start)};`;
    at = end;
  }
  return kept + code.slice(at);
}

/** A statement like `this.log.debug(…);` whose parts only look at things. */
function isSilentLog(node: Node, code: string): boolean {
  if (node.type !== 'ExpressionStatement') return false;
  const text = code.slice(node.start, node.end);
  const [, method = ''] = /^(?:\w+\.)*log\.(\w+)\(/.exec(text) ?? [];
  return SILENT.has(method) && ![...nodesIn(node)].some(({ type }) => DOES.has(type));
}

/** All nodes of a syntax tree, in the order of the text. */
function* nodesIn(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const part of Object.values(value)) yield* nodesIn(part);
}

function isNode(value: object): value is Node {
  return 'type' in value && 'start' in value && 'end' in value;
}
