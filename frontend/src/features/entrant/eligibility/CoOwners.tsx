// The agencies that own the entry together: naming one, what each answered, mailing it again, taking it off.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import type { OwnEligibility } from './Eligibility';
import { keep, NameCoOwner } from './NameCoOwner';

type CoOwner = OwnEligibility['co_owners'][number];

function Line({ entry, one, may }: { entry: Entry; one: CoOwner; may: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const [removing, setRemoving] = useState(false);
  const byMembers = one.via === 'members';
  const params = { path: { entry_id: entry.id, co_owner_id: one.id } };
  const act = useMutation({
    mutationFn: (what: 'mail' | 'remove') =>
      must(
        what === 'mail'
          ? api.POST('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}/mail', { params })
          : api.DELETE('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}', { params }),
      ),
    onSuccess: (saved, what) => {
      setRemoving(false);
      keep(entry, saved);
      notify(
        what === 'remove'
          ? t`أُزيلت الجهة من المشاركة.`
          : byMembers
            ? t`رُوسل مديرو الجهة مرة أخرى.`
            : t`أُرسل رابط جديد، وبطل الرابط السابق.`,
      );
    },
    onError: notifyProblem,
  });
  const name = format.name(one);
  const words = { asked: t`لم تجب بعد`, agreed: t`وافقت`, declined: t`لم توافق` }[one.state];
  return (
    <li className="tk-stack tk-gap-1">
      <p>
        <bdi className="tk-strong">{name}</bdi> — {words}{' '}
        <span className="tk-small tk-soft">
          <When at={one.answered_at ?? one.mailed_at} zone={entry.edition.timezone} show="short" />
        </span>
      </p>
      <p className="tk-small tk-soft">
        {one.manager_name ? (
          <bdi>{one.manager_name}</bdi>
        ) : byMembers ? (
          t`سُئل مديروها في المنصة`
        ) : (
          <bdi dir="ltr">{one.email}</bdi>
        )}
        {one.manager_title ? (
          <>
            {' '}
            — <bdi>{one.manager_title}</bdi>
          </>
        ) : null}
      </p>
      {one.note ? (
        <blockquote className="tk-entrant-reason" dir="auto">
          {one.note}
        </blockquote>
      ) : null}
      {may ? (
        <div className="tk-row tk-gap-2">
          {one.state === 'agreed' ? null : (
            <Button size="small" icon="mail" busy={act.isPending} onPress={() => act.mutate('mail')}>
              {t`أعد مراسلتها`}
            </Button>
          )}
          <Button size="small" icon="trash" onPress={() => setRemoving(true)}>
            {t`أزلها`}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t`إزالة ${name} من المشاركة`}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        action={t`أزل الجهة`}
        danger
        busy={act.isPending}
        onConfirm={() => act.mutate('remove')}
      >
        {byMembers
          ? t`يسقط الطلب المعروض على مديريها، وجوابها إن أجابت.`
          : t`يبطل الرابط المرسل إليها، ويسقط جوابها إن أجابت.`}
      </ConfirmDialog>
    </li>
  );
}

export function CoOwners({ entry, found, may }: { entry: Entry; found: OwnEligibility; may: boolean }) {
  const { t } = useLingui();
  const [naming, setNaming] = useState(false);
  return (
    <div className="tk-stack tk-gap-3">
      {found.co_owners.length > 0 ? (
        <ul className="tk-plain-list tk-stack tk-gap-3">
          {found.co_owners.map((one) => (
            <Line key={one.id} entry={entry} one={one} may={may} />
          ))}
        </ul>
      ) : null}
      {may ? (
        <div>
          <Button size="small" icon="plus" onPress={() => setNaming(true)}>
            {t`سمِّ جهة شريكة`}
          </Button>
        </div>
      ) : null}
      {naming ? <NameCoOwner entry={entry} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}
