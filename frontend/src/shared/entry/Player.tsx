// A film or a sound of an entry, played in the page from an address that is good for ten minutes and renewed here.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { notifyProblem } from '../ui/Notice';
import { Spinner } from '../ui/Spinner';
import type { Attachment } from './CheckedFile';
import { linkTo } from './fileLink';

/** A second failure so soon after a new address is no matter of the address. */
const TOO_SOON = 5000;

export function Player({ file, base }: { file: Attachment; base: string }) {
  const { t } = useLingui();
  const [source, setSource] = useState('');
  const [failed, setFailed] = useState(false);
  const player = useRef<HTMLVideoElement>(null);
  const resume = useRef({ at: 0, playing: false, asked: 0 });
  useEffect(() => {
    const held = { gone: false };
    linkTo(base)
      .then((url) => {
        if (!held.gone) setSource(url);
      })
      .catch((problem) => {
        if (held.gone) return;
        setFailed(true);
        notifyProblem(problem);
      });
    return () => {
      held.gone = true;
    };
  }, [base]);
  const renew = () => {
    const now = Date.now();
    if (now - resume.current.asked < TOO_SOON) {
      setFailed(true);
      return;
    }
    resume.current = { at: player.current?.currentTime ?? 0, playing: !player.current?.paused, asked: now };
    linkTo(base)
      .then(setSource)
      .catch(() => setFailed(true));
  };
  const goOn = () => {
    const { at, playing } = resume.current;
    if (!player.current || at === 0) return;
    player.current.currentTime = at;
    if (playing) player.current.play().catch(() => undefined); // the reader presses play
  };
  if (failed) return <p className="tk-error" role="alert">{t`تعذّر تشغيل هذا الملف هنا. نزّله لتشغّله على جهازك.`}</p>;
  if (!source) return <Spinner label={t`يُجهَّز الملف`} />;
  return (
    // biome-ignore lint/a11y/useMediaCaption: the agency's own file; nothing is known of its captions
    <video
      ref={player}
      className="tk-player"
      src={source}
      controls
      preload="metadata"
      aria-label={file.name}
      onError={renew}
      onLoadedMetadata={goOn}
    />
  );
}
