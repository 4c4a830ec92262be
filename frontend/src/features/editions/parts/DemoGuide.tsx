// In the demo: what was planted in its data and where to see it.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { placeIn } from '../links';
import '../home.css';

type Item = components['schemas']['LookItem'];
const looks: Record<string, readonly [IconName, ReturnType<typeof msg>, string, Record<string, string>?]> = {
  deadline_moved: ['clock', msg`تغييرات الدعوة`, 'changes'],
  too_new: ['form', msg`المشاركة`, 'entries'],
  drafts: ['form', msg`المسودات`, 'entries', { state: 'draft' }],
  question: ['comment', msg`الأسئلة`, 'questions'],
  late_juror: ['user', msg`سير التحكيم`, 'progress'],
  severe_juror: ['user', msg`سير التحكيم`, 'progress'],
  erratic_juror: ['user', msg`سير التحكيم`, 'progress'],
  conflict: ['shield', msg`تعارض المصالح`, 'conflicts'],
  tie: ['scale', msg({ message: 'الترتيب', context: 'page' }), 'results'],
  withheld: ['award', msg({ message: 'الترتيب', context: 'page' }), 'results'],
  feedback: ['comment', msg`ملاحظات للمشاركين`, 'feedback'],
};

function linkOf(item: Item, editionId: string): LinkProps | null {
  const [, , place, search] = looks[item.code] ?? ['info', '', ''];
  return placeIn(editionId, place, search);
}

export function DemoGuide({ editionId }: { editionId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const guide = useGet('/api/v1/editions/{edition_id}/look-at', { path: { edition_id: editionId } });
  if (!guide.data || guide.data.items.length === 0) return null;
  return (
    <Card title={t`في هذا العرض التجريبي`}>
      <p className="tk-soft">{t`بيانات هذه الدورة مصنوعة، وقد زُرع فيها ما يستحق النظر:`}</p>
      <ul className="tk-editions-guide">
        {guide.data.items.map((item) => {
          const look = looks[item.code];
          const link = linkOf(item, editionId);
          return (
            <li key={item.code + item.subject_id}>
              <Icon name={look?.[0] ?? 'info'} />
              <span>
                {format.pick(item.text_ar, item.text_en)}{' '}
                {link && look ? <Link {...link}>{i18n._(look[1])}</Link> : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
