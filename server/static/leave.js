// A page whose session has ended follows its own link to the sign-in page.
document.querySelector("a.r-leave")?.click();
