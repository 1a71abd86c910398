/** A page that could not be shown; the frame around it stays. */
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorPage } from '../ui/ErrorPage.tsx';

export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorPage
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
