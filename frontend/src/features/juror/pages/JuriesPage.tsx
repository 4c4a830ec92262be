// The juries that the person was invited to: each leads to its invitation, its answer and their profile in it.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Jury = components['schemas']['OwnJury'];
const states: StateWords = {
  invited: ['info', msg({ message: 'مدعوّ', context: 'juror' })],
  accepted: ['success', msg({ message: 'عضو', context: 'juror' })],
  declined: ['neutral', msg({ message: 'اعتذر', context: 'juror' })],
  withdrawn: ['neutral', msg({ message: 'انسحب', context: 'juror' })],
  resigned: ['neutral', msg({ message: 'استقال', context: 'juror' })],
};

export function JuriesPage() {
  const { t } = useLingui();
  const juries = useGet('/api/v1/jury');
  return (
    <Page title={t`عضويتي في اللجان`}>
      <Read of={juries}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t`لا دعوات`} icon="users">
              {t`إن دُعيت إلى لجنة تحكيم ظهرت الدعوة هنا. تأكّد أنك دخلت بالبريد الذي وصلت إليه الدعوة.`}
            </EmptyState>
          ) : (
            <div className="tk-stack">
              {items.map((jury) => (
                <JuryCard key={jury.id} jury={jury} />
              ))}
            </div>
          )
        }
      </Read>
    </Page>
  );
}

function JuryCard({ jury }: { jury: Jury }) {
  const { t } = useLingui();
  const format = useFormat();
  const invited = jury.state === 'invited';
  const params = { jurorId: jury.id };
  return (
    <Card
      title={
        <>
          <bdi>{format.pick(jury.programme_ar, jury.programme_en)}</bdi> –{' '}
          <bdi>{format.pick(jury.edition_ar, jury.edition_en)}</bdi>
        </>
      }
      actions={<StateBadge state={jury.state} words={states} />}
    >
      {jury.answered_at ? (
        <p className="tk-small tk-soft">
          <When at={jury.answered_at} show="short" />
        </p>
      ) : null}
      <div className="tk-row">
        <LinkButton kind={invited ? 'primary' : 'quiet'} to="/jury/$jurorId" params={params}>
          {invited ? t`افتح الدعوة وأجب` : t`الدعوة وجوابك`}
        </LinkButton>
        {invited || jury.state === 'accepted' ? (
          <LinkButton icon="user" to="/jury/$jurorId/profile" params={params}>{t`ملفي في التحكيم`}</LinkButton>
        ) : null}
      </div>
    </Card>
  );
}
