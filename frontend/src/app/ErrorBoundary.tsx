// When a page breaks: say so, keep the rest, offer a way on. Nothing technical is shown.
import { Trans, useLingui } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Problem } from '../shared/api/problem';
import { Button } from '../shared/ui/Button';
import { EmptyState, ErrorState } from '../shared/ui/States';

export class AppErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={<h1 className="tk-h3">{t`حدث خطأ غير متوقع`}</h1>}
      icon="warning"
      action={<Button kind="primary" onPress={() => location.reload()}>{t`أعد تحميل الصفحة`}</Button>}
    >
      <Trans>ما حُفظ على الخادم لم يتأثر.</Trans>
    </EmptyState>
  );
}

/** The router's: one page broke, or its code could not be loaded. */
export function PageError({ error }: { error: unknown }) {
  const { t } = useLingui();
  if (error instanceof Problem) return <ErrorState error={error} onRetry={() => location.reload()} />;
  return error instanceof TypeError && /import|fetch/i.test(error.message) ? (
    <EmptyState
      title={t`لم تُحمَّل هذه الصفحة`}
      icon="offline"
      action={<Button onPress={() => location.reload()}>{t`أعد تحميل الصفحة`}</Button>}
    >
      {t`تحقّق من الشبكة ثم أعد تحميلها. وما حُفظ على هذا الجهاز باقٍ فيه.`}
    </EmptyState>
  ) : (
    <Broken />
  );
}
