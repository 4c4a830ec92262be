// Why a part of an entry should be looked at before jurors without names read it, in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { Badge, type Tone } from '../../../shared/ui/Badge';

type Sign = components['schemas']['Sign'];

const signWords: Record<Sign, [Tone, MessageDescriptor]> = {
  named: ['error', msg`فيه اسم الجهة`],
  leading: ['warning', msg`يدل على صاحبه`],
  changed: ['warning', msg`تغيّر الأصل بعد تحريره`],
  waiting: ['info', msg`نسخته قيد التحضير`],
  failed: ['warning', msg`لا تُنزع بياناته آليًا`],
  unread: ['warning', msg`لا نص فيه يُفحص آليًا`],
};

export function Signs({ signs }: { signs: readonly Sign[] }) {
  const { i18n } = useLingui();
  return (
    <span className="tk-row tk-gap-2">
      {signs.map((one) => (
        <Badge key={one} tone={signWords[one][0]}>
          {i18n._(signWords[one][1])}
        </Badge>
      ))}
    </span>
  );
}
