// A file on its way: how much of it, how fast, how long still; pause, go on, cancel, another try.
import { useLingui } from '@lingui/react/macro';
import { problemText } from '../../../shared/api/problems';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { FileRow } from '../../../shared/ui/FileRow';
import { Icon } from '../../../shared/ui/Icon';
import { mayRetry, secondsLeft, type Upload } from '../model/uploads';

interface Acts {
  onPause: () => void;
  onGoOn: () => void;
  onCancel: () => void;
}

function useDoing(): (item: Upload) => string {
  const { t } = useLingui();
  const format = useFormat();
  const unit = (value: number, unit: string) =>
    format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  const time = (seconds: number): string =>
    seconds < 90
      ? unit(seconds, 'second')
      : seconds < 5400
        ? unit(Math.round(seconds / 60), 'minute')
        : unit(Math.round(seconds / 360) / 10, 'hour');
  return (item) => {
    const share = item.file.size > 0 ? item.sent / item.file.size : 0;
    const percent = format.percent(share);
    const left = secondsLeft(item);
    if (item.state === 'waiting') return t`ينتظر دوره`;
    if (item.state === 'paused') return t`متوقف عند ${percent}`;
    if (item.state === 'failed') return '';
    if (item.stalled) return t`انقطع الاتصال عند ${percent}، ويُكمل الرفع حين يعود`;
    if (share >= 1) return t`وصل، ويُحفظ الآن…`;
    const speed = unit(item.speed / 1_000_000, 'megabyte-per-second');
    if (left === null) return t`رُفع ${percent}`;
    const remaining = time(left);
    return t`رُفع ${percent} بسرعة ${speed}، والباقي ${remaining}`;
  };
}

export function MovingFile({ item, onPause, onGoOn, onCancel }: { item: Upload } & Acts) {
  const { t } = useLingui();
  const doing = useDoing()(item);
  const { name, size } = item.file;
  const share = size > 0 ? item.sent / size : 0;
  return (
    <div className="tk-stack tk-gap-2">
      <FileRow
        name={name}
        size={size}
        progress={item.state === 'sending' || item.state === 'paused' ? share : null}
        note={doing ? `– ${doing}` : null}
        actions={
          <div className="tk-row tk-gap-2">
            {item.inParts && item.state === 'sending' && share < 1 && !item.stalled ? (
              <Button size="small" aria-label={t`أوقف رفع ${name} مؤقتًا`} onPress={onPause}>
                {t`أوقف مؤقتًا`}
              </Button>
            ) : null}
            {item.state === 'paused' ? (
              <Button size="small" icon="upload" aria-label={t`أكمل رفع ${name}`} onPress={onGoOn}>
                {t`أكمل الرفع`}
              </Button>
            ) : null}
            {mayRetry(item) ? (
              <Button size="small" icon="rounds" aria-label={t`أعد محاولة رفع ${name}`} onPress={onGoOn}>
                {item.begun && item.inParts ? t`أكمل الرفع` : t`أعد المحاولة`}
              </Button>
            ) : null}
            <IconButton
              icon="close"
              label={item.state === 'failed' ? t`أزل ${name}` : t`ألغِ رفع ${name}`}
              onPress={onCancel}
            />
          </div>
        }
      />
      {item.problem ? (
        <p className="tk-error" role="alert">
          <Icon name="error" size={16} />
          <span>{problemText(item.problem)}</span>
        </p>
      ) : null}
    </div>
  );
}
