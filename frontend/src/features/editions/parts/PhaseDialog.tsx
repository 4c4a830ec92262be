// One step forward: what happens, what is frozen, then the act. After the rulebook froze, its fingerprint.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Icon } from '../../../shared/ui/Icon';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import type { Edition } from '../model/edition';
import type { Phase } from '../model/phases';
import { stepWords } from '../phaseWords';
import { Bullets } from './Bullets';
import { Hash } from './Hash';
import { refreshEdition } from './refreshEdition';
import '../home.css';

interface Props {
  edition: Edition;
  next: Exclude<Phase, 'cancelled'>;
  onClose: () => void;
}

function Frozen({ edition, onClose }: { edition: Edition; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      title={t`جُمّدت لائحة التحكيم`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" onPress={onClose}>{t`تمّ`}</Button>
          <LinkButton
            to="/editions/$editionId/rulebook"
            params={{ editionId: edition.id }}
          >{t`اعرض اللائحة`}</LinkButton>
        </>
      }
    >
      <div className="tk-stack">
        <p>{t`هذه بصمة اللائحة. احفظها أو أعلنها: لو تغيّر حرف في اللائحة لتغيّرت البصمة.`}</p>
        <Hash value={edition.rulebook_hash} />
      </div>
    </Dialog>
  );
}

export function PhaseDialog({ edition, next, onClose }: Props) {
  const { t, i18n } = useLingui();
  const [frozen, setFrozen] = useState<Edition | null>(null);
  const words = stepWords[next];
  const form = useForm({
    initial: { reason: '' },
    save: ({ reason }) =>
      must(
        api.POST('/api/v1/editions/{edition_id}/phase', {
          params: { path: { edition_id: edition.id } },
          body: { to: next, reason },
        }),
      ),
    onSaved: async (saved) => {
      await refreshEdition();
      if (words) notify(i18n._(words.done));
      if (next === 'judging') setFrozen(saved);
      else onClose();
    },
  });
  if (frozen) return <Frozen edition={frozen} onClose={onClose} />;
  if (!words) return null;
  return (
    <Dialog
      title={i18n._(words.act)}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {i18n._(words.act)}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={i18n._(words.act)}>
        {form.problem && form.problem.errors.length > 0 ? (
          <ul className="tk-editions-bullets tk-editions-bullets-wrong">
            {form.problem.errors.map((one) => (
              <li key={one.code}>
                <Icon name="error" size={18} />
                <span>{one.message}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {next === 'open' ? (
          <DescriptionList
            items={[
              { label: t`من`, value: <When at={edition.opens_at} zone={edition.timezone} show="stack" /> },
              { label: t`إلى`, value: <When at={edition.closes_at} zone={edition.timezone} show="stack" /> },
            ]}
          />
        ) : null}
        <Bullets title={t`ما الذي يحدث`} icon="check" items={words.happens} />
        {words.freezes.length > 0 ? (
          <Bullets title={t`ما الذي يثبت بعدها`} icon="lock" items={words.freezes} frozen />
        ) : null}
        <Notice>{t`هذه خطوة إلى الأمام: لا عودة منها إلا بسبب مكتوب واسمين، وحيث تسمح قواعد الدورة.`}</Notice>
        <TextArea {...form.field('reason')} label={t`ملاحظة لسجل التدقيق (اختيارية)`} rows={2} />
      </ActForm>
    </Dialog>
  );
}
