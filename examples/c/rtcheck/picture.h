/* A histogram as SVG: durations by count, both axes logarithmic, with the budget as a line. */
#ifndef RTCHECK_PICTURE_H
#define RTCHECK_PICTURE_H

#include "../parts/histogram.h"
#include "../parts/must.h"
#include <math.h>

/* One outline. */
typedef struct {
    const histogram *durations;
    const char *label, *colour;
} outline;

enum { LEFT = 70, RIGHT = 870, TOP = 60, BOTTOM = 400, BINS_A_BAR = 2 };

typedef struct {
    FILE *file;
    double least_ns, most_ns, most_count; // the ends of the axes
} picture;

static inline double x_of(const picture *p, double ns) {
    const double share = log(fmax(ns, p->least_ns) / p->least_ns) / log(p->most_ns / p->least_ns);
    return LEFT + share * (RIGHT - LEFT);
}

/* Half a tick is the foot of the axis, since a logarithm has no zero. */
static inline double y_of(const picture *p, double count) {
    const double share = log(fmax(count, 0.5) / 0.5) / log(p->most_count / 0.5);
    return BOTTOM - share * (BOTTOM - TOP);
}

static inline double count_of(const histogram *h, int first) {
    double count = 0.0;
    for (int bin = first; bin < first + BINS_A_BAR; ++bin) count += (double)h->bins[bin];
    return count;
}

static inline void draw_outline(const picture *p, const outline *o) {
    fprintf(p->file, "<path fill='%s' fill-opacity='0.25' stroke='%s' stroke-width='1.5' d='M%d %d",
            o->colour, o->colour, LEFT, BOTTOM);
    for (int bin = 0; bin + BINS_A_BAR < N_BINS; bin += BINS_A_BAR) {
        const double start = bin_start(bin), end = bin_start(bin + BINS_A_BAR);
        if (start < p->least_ns || end > p->most_ns) continue;
        const double y = y_of(p, count_of(o->durations, bin));
        fprintf(p->file, " L%.1f %.1f L%.1f %.1f", x_of(p, start), y, x_of(p, end), y);
    }
    fprintf(p->file, " V%d'/>\n", BOTTOM);
}

static inline void draw_text(const picture *p, double x, double y, const char *anchor,
                             const char *colour, const char *text) {
    fprintf(p->file, "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>", x, y, anchor, colour);
    for (; *text != '\0'; ++text) { // a path may have what XML means otherwise
        if (*text == '&')
            fputs("&amp;", p->file);
        else if (*text == '<')
            fputs("&lt;", p->file);
        else
            fputc(*text, p->file);
    }
    fputs("</text>\n", p->file);
}

static inline void draw_axes(const picture *p) {
    char text[64];
    for (int label = 0; label < 30; ++label) { // 1, 2 and 5 in each of ten decades
        const double ns = pow(10.0, label / 3) * (double[]){1.0, 2.0, 5.0}[label % 3];
        if (ns < p->least_ns || ns > p->most_ns) continue;
        const double x = x_of(p, ns);
        fprintf(p->file, "<path stroke='#ddd' d='M%.1f %dV%d'/>\n", x, TOP, BOTTOM);
        snprintf(text, sizeof text, "%g", ns / 1e3);
        draw_text(p, x, BOTTOM + 20, "middle", "#333", text);
    }
    for (double count = 1.0; count <= p->most_count; count *= 10.0) {
        const double y = y_of(p, count);
        fprintf(p->file, "<path stroke='#ddd' d='M%d %.1fH%d'/>\n", LEFT, y, RIGHT);
        snprintf(text, sizeof text, "%g", count);
        draw_text(p, LEFT - 8, y + 4, "end", "#333", text);
    }
    draw_text(p, LEFT - 8, TOP - 12, "end", "#333", "ticks");
    draw_text(p, (LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", "#333", "time of one tick, us");
}

static inline void draw_mark(const picture *p, double us, const char *label, const char *dashes,
                             double y) {
    char text[64];
    const double x = x_of(p, 1e3 * us);
    fprintf(p->file, "<path stroke='#222' stroke-dasharray='%s' d='M%.1f %dV%d'/>\n", dashes, x,
            TOP, BOTTOM);
    snprintf(text, sizeof text, "%s %.4g us", label, us);
    const int near_right = x > RIGHT - 120;
    draw_text(p, near_right ? x - 4 : x + 4, y, near_right ? "end" : "start", "#222", text);
}

/* The axes hold every duration and the budget, with room on both sides. */
static inline picture axes_for(FILE *file, const outline *outlines, int n, double budget_us) {
    picture p = {file, 1e3 * budget_us, 2e3 * budget_us, 2.0};
    for (int i = 0; i < n; ++i) {
        const histogram *h = outlines[i].durations;
        p.most_ns = fmax(p.most_ns, 2.0 * (double)h->max_nanos);
        for (int bin = 0; bin + BINS_A_BAR < N_BINS; bin += BINS_A_BAR) {
            const double count = count_of(h, bin);
            if (count > 0.0) p.least_ns = fmin(p.least_ns, fmax(bin_start(bin) / 1.5, 1.0));
            p.most_count = fmax(p.most_count, 2.0 * count);
        }
    }
    return p;
}

static inline void write_picture(FILE *file, const char *title, const outline *outlines, int n,
                                 double budget_us) {
    const picture p = axes_for(file, outlines, n, budget_us);
    fprintf(file, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 460' "
                  "font-family='sans-serif' font-size='13'>\n"
                  "<rect width='900' height='460' fill='white'/>\n");
    draw_axes(&p);
    for (int i = 0; i < n; ++i) draw_outline(&p, &outlines[i]);
    for (int i = 0; i < n; ++i)
        draw_text(&p, LEFT + 12 + 130 * i, TOP - 12, "start", outlines[i].colour,
                  outlines[i].label);
    draw_mark(&p, percentile_us(outlines[0].durations, 0.5), "p50", "2 3", TOP + 20);
    draw_mark(&p, percentile_us(outlines[0].durations, 0.9999), "p99.99", "2 3", TOP + 38);
    draw_mark(&p, (double)outlines[0].durations->max_nanos / 1e3, "max", "2 3", TOP + 56);
    draw_mark(&p, budget_us, "budget", "none", TOP + 20);
    draw_text(&p, LEFT, 28, "start", "#222", title);
    fprintf(file, "</svg>\n");
}

#endif
