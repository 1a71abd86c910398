/** Turkish words of `notes`: the original from which the keys are typed. */
export default {} as const;
