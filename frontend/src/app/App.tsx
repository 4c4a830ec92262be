// The providers, outermost first.
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { router } from '../router';
import { queryClient } from '../shared/api/query';
import { LanguageProvider } from '../shared/ui/LanguageProvider';
import { Toasts } from '../shared/ui/Notice';
import { AppErrorBoundary } from './ErrorBoundary';

export function App() {
  return (
    <LanguageProvider>
      <AppErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </AppErrorBoundary>
    </LanguageProvider>
  );
}
