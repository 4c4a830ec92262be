// What drafts that come in now can still become.
import { useLingui } from '@lingui/react/macro';
import { Notice } from '../../../shared/ui/Notice';
import type { Call } from './report';

export function CallNotice({ call }: { call: Call }) {
  const { t } = useLingui();
  if (call === 'before')
    return <Notice>{t`لم يُفتح باب المشاركة بعد: تُراسَل الجهات بمسوداتها عند التنفيذ، وتقدّمها حين يُفتح.`}</Notice>;
  if (call === 'over')
    return (
      <Notice tone="warning">{t`انتهى موعد التقديم: تُنشأ المسودات، ولا تقدّمها الجهات إلا إن مدّدت لها من صفحة «التذكير والتمديد».`}</Notice>
    );
  return null;
}
