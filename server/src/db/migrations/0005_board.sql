CREATE TABLE "board_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" integer NOT NULL,
	"account_id" integer NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "board_page" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "board_page_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"session_id" integer NOT NULL,
	"name" text NOT NULL,
	"clears" integer DEFAULT 0 NOT NULL,
	"cleared" integer
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "open_page_id" integer;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "lead_account_id" integer;--> statement-breakpoint
ALTER TABLE "board_file" ADD CONSTRAINT "board_file_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_file" ADD CONSTRAINT "board_file_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_page" ADD CONSTRAINT "board_page_session_id_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."session"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_file_session" ON "board_file" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "board_page_session" ON "board_page" USING btree ("session_id","id");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_open_page_id_board_page_id_fk" FOREIGN KEY ("open_page_id") REFERENCES "public"."board_page"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_lead_account_id_account_id_fk" FOREIGN KEY ("lead_account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "board_page" ("session_id", "name") SELECT "id", '' FROM "session" ORDER BY "id";
