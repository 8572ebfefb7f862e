/** The lectern of the name. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-teal-7)" />
      <path d="M8 10h16l-2 9H10z" fill="#fff" />
      <path d="M15 19h2v5h4v2H11v-2h4z" fill="#fff" />
    </svg>
  );
}
