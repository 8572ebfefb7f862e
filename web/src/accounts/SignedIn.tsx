import type { Me } from '@lectern/contract';
import { type ReactNode, useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Failure } from '#ui/Failure.tsx';
import { PageLoading } from '#ui/PageLoading.tsx';
import { Shell } from '#ui/Shell.tsx';
import { signInPath } from './return-path.ts';
import { useMe } from './use-me.ts';

/** What only a signed-in account sees; everybody else goes to sign in, and comes back. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const { data: me, error, refetch } = useMe();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (me === null) void navigate(signInPath(pathname + search), { replace: true });
  }, [me, navigate, pathname, search]);
  if (me) return children(me);
  if (error) {
    return (
      <Shell size="sm">
        <Failure error={error} retry={() => void refetch()} />
      </Shell>
    );
  }
  return <PageLoading />;
}
