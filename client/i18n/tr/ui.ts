/** Turkish words of `ui`: the original from which the keys are typed. */
export default {} as const;
