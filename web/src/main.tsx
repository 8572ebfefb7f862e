import './api/checks-without-eval.ts';
import './ui/styles.ts';
import './i18n/index.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { queries } from './api/queries.ts';
import { Pages } from './routes.tsx';
import { Announcer } from './ui/announcer.tsx';
import { ColorScheme } from './ui/color-scheme.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ColorScheme>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Pages />
          <Announcer />
        </BrowserRouter>
      </QueryClientProvider>
    </ColorScheme>
  </StrictMode>,
);
