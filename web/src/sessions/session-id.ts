import { useParams } from 'react-router';

/** The number in the address, or null where there is none that could be a session's. */
export function useSessionId(): number | null {
  const { id = '' } = useParams();
  return /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null;
}
