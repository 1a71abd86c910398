/** Turkish words of `commands`: the original from which the keys are typed. */
export default {} as const;
