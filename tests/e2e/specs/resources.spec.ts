import { expect, test } from "@playwright/test";
import { nation, organizer, province, signIn, signOut } from "../support/account";
import { looking } from "../support/look";

const look = looking("resource");

test("what an activity left behind is offered, read, recommended, selected, and found by everybody", async ({ page }, info) => {
  test.setTimeout(180_000);
  const name = `示例课件${info.project.name}${Date.now() % 100_000}`;

  // The organiser makes a resource of an approved activity.
  await signIn(page, organizer);
  await page.goto("/my/activities");
  await page.getByRole("searchbox").fill("开放周");
  await page.getByRole("link", { name: "演示：科技馆开放周" }).first().click();
  await page.getByRole("button", { name: "转为科普资源" }).click();
  await expect(page).toHaveURL(/\/my\/resources\/[0-9a-f-]{36}$/);
  await page.getByLabel("资源名称").fill("");
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page.getByText("请填写资源名称")).toBeVisible();
  await look(page, "faults");
  await page.getByLabel("资源类型").selectOption("lecture");
  await page.getByLabel("资源名称").fill(name);
  await page.getByLabel("资源介绍").fill("面向小学生的讲座课件，含演示文稿和实验清单，可直接下载使用。咨询 13912345678。");
  await page.getByLabel("资源链接").fill("https://example.org/lecture");
  await page.getByRole("radio", { name: /署名 4\.0/ }).check();
  await page.getByLabel(/本单位拥有上述资源的权利/).check();
  await page.getByRole("group", { name: "适用对象" }).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "提交审核" }).click();
  // Everybody reads it for years: no private number stands in it.
  await expect(page.locator(".field-fault").filter({ hasText: /手机号/ })).toBeVisible();
  await page.getByLabel("资源介绍").fill("面向小学生的讲座课件，含演示文稿和实验清单，可直接下载使用。");
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page.locator("main").getByText("待审核", { exact: true })).toBeVisible();
  await look(page, "submitted");
  // By another address than below: a public answer is kept for ten seconds.
  await page.goto(`/resources?kind=lecture&q=${encodeURIComponent(name)}`);
  await expect(page.getByText("没有找到符合条件的资源")).toBeVisible();
  await signOut(page);

  // The province reads it, makes it public and recommends it under a name.
  await signIn(page, province);
  await page.goto("/resource-desk");
  const row = page.locator(".report", { hasText: name });
  await look(page, "desk");
  await row.getByRole("button", { name: "查看" }).click();
  await look(page, "reading");
  await page.getByRole("dialog").getByRole("button", { name: "公开" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("tab", { name: "已公开" }).click();
  await row.getByRole("checkbox").check();
  await page.getByLabel("推荐批次名称").fill("第一批");
  await page.getByRole("button", { name: "向全国推荐所选 1 项" }).click();
  await expect(page.getByText("已推荐 1 项，0 项未能推荐")).toBeVisible();
  await signOut(page);

  // The nation selects it.
  await signIn(page, nation);
  await page.goto("/resource-desk");
  await page.getByRole("tab", { name: "省级推荐" }).click();
  await row.getByRole("button", { name: "查看" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "列为国家精选" }).click();
  await expect(row).toHaveCount(0);
  await signOut(page);

  // A visitor finds it by its words.
  await page.goto(`/resources?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.locator("main")).toContainText("国家精选");
  await expect(page.locator("main")).toContainText("第一批");
  await expect(page.getByRole("link", { name: "打开资源链接" })).toHaveAttribute("href", "https://example.org/lecture");
  await look(page, "public");
});
