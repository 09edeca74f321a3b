// Given the record of an answer as text, saves it as a file; the server stores nothing of it.
(record) => {
  if (!record) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([record, "\n"], { type: "application/json" }));
  link.download = "communique-answer.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
