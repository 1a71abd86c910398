/** The explanation behind the banner of an insecure connection. */
import type { FloatProps } from '../ui/lateFloat.tsx';
import { LatePopover } from '../ui/LatePopover.tsx';
import { MissingWithoutHttps } from './MissingWithoutHttps.tsx';

export function InsecureExplanation({ target }: FloatProps) {
  return (
    <LatePopover target={target} width={340} position="bottom-start">
      <MissingWithoutHttps />
    </LatePopover>
  );
}
