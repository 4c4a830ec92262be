// The juries that the person was invited to: each leads to its invitation, its answer and their profile in it;
// under them those that ended, with what is recorded of each.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { SignedStatement } from '../../../shared/judging/SignedStatement';
import { StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Jury = components['schemas']['OwnJury'];
type Ended = components['schemas']['EndedJury'];
const states: StateWords = {
  invited: ['info', msg({ message: 'مدعوّ', context: 'juror' })],
  accepted: ['success', msg({ message: 'عضو', context: 'juror' })],
  declined: ['neutral', msg({ message: 'اعتذر', context: 'juror' })],
  withdrawn: ['neutral', msg({ message: 'أُعفي', context: 'juror' })],
  resigned: ['neutral', msg({ message: 'استقال', context: 'juror' })],
};

export function JuriesPage() {
  const { t } = useLingui();
  const juries = useGet('/api/v1/jury');
  const left = useGet('/api/v1/juror/ended-juries');
  const ended = left.data?.items ?? [];
  return (
    <Page title={t`عضويتي في اللجان`}>
      <Read of={juries}>
        {({ items }) => {
          // Who resigned reads here and there; what is recorded of it stands with the ended ones.
          const open = items.filter((one) => one.state !== 'resigned');
          return (
            <>
              {open.map((jury) => (
                <JuryCard key={jury.id} jury={jury} />
              ))}
              <Read of={left}>
                {() =>
                  open.length + ended.length === 0 ? (
                    <EmptyState title={t`لا دعوات`} icon="users">
                      {t`إن دُعيت إلى لجنة تحكيم ظهرت الدعوة هنا. تأكّد أنك دخلت بالبريد الذي وصلت إليه الدعوة.`}
                    </EmptyState>
                  ) : ended.length > 0 ? (
                    <section className="tk-stack" aria-labelledby="tk-juries-ended">
                      <h2 className="tk-h2" id="tk-juries-ended">{t`عضويات انتهت`}</h2>
                      {ended.map((jury) => (
                        <EndedCard key={jury.id} jury={jury} />
                      ))}
                    </section>
                  ) : null
                }
              </Read>
            </>
          );
        }}
      </Read>
    </Page>
  );
}

function Where({ of }: { of: Pick<Jury, 'programme_ar' | 'programme_en' | 'edition_ar' | 'edition_en'> }) {
  const format = useFormat();
  return (
    <>
      <bdi>{format.pick(of.programme_ar, of.programme_en)}</bdi> –{' '}
      <bdi>{format.pick(of.edition_ar, of.edition_en)}</bdi>
    </>
  );
}

function EndedCard({ jury }: { jury: Ended }) {
  const { t } = useLingui();
  const format = useFormat();
  const served = jury.answered_at !== null;
  return (
    <Card title={<Where of={jury} />} level={3} actions={<StateBadge state={jury.state} words={states} />}>
      <DescriptionList
        items={[
          { label: t`انتهت العضوية في`, value: <When at={jury.left_at} zone={jury.timezone} show="stack" /> },
          ...(jury.reason
            ? [
                {
                  label: jury.state === 'resigned' ? t`السبب كما كتبته` : t`السبب كما كتبه المنظّم`,
                  value: <span dir="auto">{jury.reason}</span>,
                },
              ]
            : []),
          ...(served
            ? [
                { label: t`تقييمات أرسلتها وبقيت`, value: format.number(jury.submitted) },
                { label: t`قبلت الدعوة في`, value: <When at={jury.answered_at} zone={jury.timezone} show="stack" /> },
              ]
            : []),
          ...jury.signed.map((one) => ({
            label: t`الإقرار كما وُقّع`,
            value: <SignedStatement signed={one} zone={jury.timezone} />,
          })),
        ]}
      />
    </Card>
  );
}

function JuryCard({ jury }: { jury: Jury }) {
  const { t } = useLingui();
  const invited = jury.state === 'invited';
  const params = { jurorId: jury.id };
  return (
    <Card title={<Where of={jury} />} actions={<StateBadge state={jury.state} words={states} />}>
      {jury.answered_at ? (
        <p className="tk-small tk-soft">
          {jury.state === 'declined' ? t`اعتذرت عن الدعوة في` : t`قبلت الدعوة في`}{' '}
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
