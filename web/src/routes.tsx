import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { LoadFailure } from './ui/LoadFailure.tsx';
import { PageLoading } from './ui/PageLoading.tsx';

// Each page is loaded when it is first opened, and with it only what it needs.
const SessionList = lazy(() => import('./pages/session-list.tsx'));
const SessionNew = lazy(() => import('./pages/session-new.tsx'));
const SessionDetails = lazy(() => import('./pages/session-details.tsx'));
const SessionEdit = lazy(() => import('./pages/session-edit.tsx'));
const Live = lazy(() => import('./pages/live.tsx'));
const Recordings = lazy(() => import('./pages/recordings.tsx'));
const SignIn = lazy(() => import('./pages/sign-in.tsx'));
const SignUp = lazy(() => import('./pages/sign-up.tsx'));
const Account = lazy(() => import('./pages/account.tsx'));
const Replay = lazy(() => import('./pages/replay.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

export function Pages() {
  return (
    <LoadFailure>
      <Suspense fallback={<PageLoading />}>
        <Routes>
          <Route path="/" element={<SessionList />} />
          <Route path="/sessions/new" element={<SessionNew />} />
          <Route path="/sessions/:id" element={<SessionDetails />} />
          <Route path="/sessions/:id/edit" element={<SessionEdit />} />
          <Route path="/sessions/:id/live" element={<Live />} />
          <Route path="/recordings" element={<Recordings />} />
          <Route path="/sign-in" element={<SignIn />} />
          <Route path="/sign-up" element={<SignUp />} />
          <Route path="/account" element={<Account />} />
          <Route path="/recordings/:id" element={<Replay />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </LoadFailure>
  );
}
