// What a person belonged to until they left: it still walls them off, until somebody ends it with a reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

type Tie = components['schemas']['PastTieOut'];

function EndTie({ userId, tie, onDone }: { userId: string; tie: Tie; onDone: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useForm<{ reason: string }, unknown>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: t`اكتب سبب رفع الصلة.` }),
    save: (body) =>
      must(
        api.POST('/api/v1/users/{user_id}/past-ties/{scope_id}/end', {
          params: { path: { user_id: userId, scope_id: tie.scope_id } },
          body,
        }),
      ),
    onSaved: async () => {
      await refreshPaths(`/api/v1/users/{user_id}/past-ties`);
      notify(t`رُفعت الصلة.`);
      onDone();
    },
  });
  return (
    <Dialog
      title={t`رفع الصلة`}
      isOpen
      onClose={onDone}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>{t`ارفع الصلة`}</Button>
          <Button onPress={onDone}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`رفع الصلة`}>
        <p>
          <bdi className="tk-strong">{format.name(tie)}</bdi>
        </p>
        <p>{t`يعود ما كان محجوبًا إلى الظهور لهذا الحساب بحسب أدواره. يُحفظ السبب في السجل.`}</p>
        <TextArea {...form.field('reason')} label={t`السبب`} rows={3} maxLength={300} isRequired />
      </ActForm>
    </Dialog>
  );
}

export function TiesDialog({
  userId,
  name,
  own,
  onClose,
}: {
  userId: string;
  name: string;
  own: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const [ending, setEnding] = useState<Tie | null>(null);
  const ties = useGet('/api/v1/users/{user_id}/past-ties', { path: { user_id: userId } });
  if (ending) return <EndTie userId={userId} tie={ending} onDone={() => setEnding(null)} />;
  return (
    <Dialog
      title={t`صلات سابقة: ${name}`}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{t`إغلاق`}</Button>}
    >
      <div className="tk-stack">
        <p className="tk-soft">
          {t`جهات ومشاركات انتهت صلة هذا الحساب بها. تبقى محجوبة عنه: المشاركة نفسها، ومشاركات الجهة في دورات ذلك الوقت.`}
        </p>
        <Read of={ties}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{t`لا صلات سابقة.`}</p>
            ) : (
              <ul className="tk-people-waiting">
                {items.map((one) => (
                  <li key={one.scope_id}>
                    <div>
                      <bdi className="tk-strong">
                        {format.name(one) || (one.scope_kind === 'entry' ? t`مشاركة حُذفت` : t`جهة حُذفت`)}
                      </bdi>
                      <div className="tk-small tk-soft">
                        {t`انتهت الصلة في`} <When at={one.ended_at} show="day" />
                      </div>
                    </div>
                    {own ? null : (
                      <Button kind="danger-quiet" size="small" onPress={() => setEnding(one)}>
                        {t`ارفع الصلة`}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Read>
        {own ? <p className="tk-small">{t`صلاتك أنت يرفعها مدير نظام غيرك.`}</p> : null}
      </div>
    </Dialog>
  );
}
